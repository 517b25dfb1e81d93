import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { countText } from './quantity.ts'
import classes from './TabLinks.module.css'

interface Props {
  readonly label: string
  readonly panelId: string
  readonly chosen: string
  readonly tabs: readonly {
    readonly id: string
    readonly label: string
    /** Null shows none. */
    readonly count: number | null
    readonly to: string
  }[]
}

/** Tabs that have addresses: links for the mouse, one stop with arrows for the keyboard. */
export function TabLinks({ label, panelId, chosen, tabs }: Props) {
  const [, navigate] = useLocation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tab = list.current?.querySelectorAll('[role="tab"]')[tabs.findIndex(({ id }) => id === chosen)]
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [chosen, tabs])
  const at = tabs.findIndex(({ id }) => id === chosen)
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tabs.length - 1
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    const tab = tabs[next ?? -1]
    if (next === undefined || tab === undefined) return
    event.preventDefault()
    navigate(tab.to, { replace: true })
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <div ref={list} className={classes.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          to={tab.to}
          role="tab"
          id={`${panelId}-${tab.id}`}
          className={classes.tab}
          aria-selected={tab.id === chosen}
          aria-controls={tab.id === chosen ? panelId : undefined}
          tabIndex={tab.id === chosen ? 0 : -1}
        >
          {tab.label}
          {tab.count !== null && <span className={classes.count}>{countText(tab.count)}</span>}
        </Link>
      ))}
    </div>
  )
}
