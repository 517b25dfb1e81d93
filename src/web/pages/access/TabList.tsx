import type { KeyboardEvent } from 'react'
import classes from './AccessPage.module.css'

interface Props<Id extends string> {
  readonly label: string
  readonly tabs: readonly { readonly id: Id; readonly label: string }[]
  readonly chosen: Id
  readonly panelId: string
  readonly onChoose: (id: Id) => void
}

/** Tabs by the book: one stop for the tab key, arrows and Home and End move among them. */
export function TabList<Id extends string>({ label, tabs, chosen, panelId, onChoose }: Props<Id>) {
  const at = tabs.findIndex(({ id }) => id === chosen)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const last = tabs.length - 1
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }
    const next = tabs[moves[event.key] ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onChoose(next.id)
    document.getElementById(tabId(panelId, next.id))?.focus()
  }
  return (
    <div className={classes.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={tabId(panelId, tab.id)}
          className={classes.tab}
          aria-selected={tab.id === chosen}
          aria-controls={panelId}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}

export const tabId = (panelId: string, id: string): string => `${panelId}-${id}`
