import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './Notice.module.css'

const icons = { plain: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleX }

interface Props {
  readonly kind: keyof typeof icons
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** One or two sentences inside a page. A bad one is announced at once, the others when there is time. */
export function Notice({ kind, children, actions }: Props) {
  const Icon = icons[kind]
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>{children}</div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
