import { createContext, Fragment, type ReactNode, useContext, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { ServiceState } from '../../core/api.ts'
import { StateDot } from '../components/StateBadge.tsx'
import classes from './Shell.module.css'

export interface Crumb {
  readonly label: string
  /** Absent on the last one: it is where the reader is. */
  readonly to?: string
  readonly state?: ServiceState
}

interface CrumbsValue {
  readonly crumbs: readonly Crumb[]
  readonly show: (crumbs: readonly Crumb[]) => void
}

const CrumbsContext = createContext<CrumbsValue>({ crumbs: [], show: () => undefined })

export function CrumbsProvider({ children }: { children: ReactNode }) {
  const [crumbs, show] = useState<readonly Crumb[]>([])
  return <CrumbsContext value={{ crumbs, show }}>{children}</CrumbsContext>
}

/** Sets the breadcrumb and the title of the page. */
export function usePlace(crumbs: readonly Crumb[]): void {
  const { show } = useContext(CrumbsContext)
  const key = JSON.stringify(crumbs)
  useEffect(() => {
    const place: readonly Crumb[] = JSON.parse(key)
    show(place)
    document.title = [...place.map((crumb) => crumb.label).reverse(), 'Patchbay'].join(' · ')
  }, [key, show])
}

export function Crumbs() {
  const { crumbs } = useContext(CrumbsContext)
  return (
    <nav aria-label="Breadcrumb" className={classes.crumbs}>
      <ol>
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.to ?? crumb.label}>
            {index > 0 && (
              <li aria-hidden="true" className={classes.slash}>
                /
              </li>
            )}
            <li aria-current={crumb.to === undefined ? 'page' : undefined}>
              {crumb.to === undefined ? <span>{crumb.label}</span> : <Link to={crumb.to}>{crumb.label}</Link>}
              {crumb.state !== undefined && <StateDot state={crumb.state} />}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}
