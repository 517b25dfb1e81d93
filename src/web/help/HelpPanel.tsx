import type { Root } from 'hast'
import { type ReactNode, type RefObject, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { ConnectorHelp } from './connector-help.ts'
import { HelpHead } from './HelpHead.tsx'
import classes from './HelpPanel.module.css'
import { HelpSectionView } from './HelpSectionView.tsx'
import { HelpText } from './HelpText.tsx'
import { HelpToc } from './HelpToc.tsx'
import type { HelpFocus } from './help-focus.ts'
import { PlainHelpSection } from './PlainHelpSection.tsx'
import { useHelpMark } from './use-help-mark.ts'

interface Props {
  readonly help: ConnectorHelp
  readonly focus: HelpFocus
  /** Focuses the field that the section at this position is about; false when it has none. */
  readonly onPick: (at: number) => boolean
  /** What else belongs in the panel's head, such as a button that closes it. */
  readonly extra?: ReactNode
}

const includes = (text: string, wanted: string) => text.toLowerCase().includes(wanted)

export function HelpPanel({ help, focus, onPick, extra }: Props) {
  const { index } = help
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search).trim().toLowerCase()
  const body = useRef<HTMLElement>(null)

  useHelpMark(body, focus, help)
  useClickToPick(body, onPick)

  const hits = index.sections.map((section) => wanted === '' || includes(`${section.title} ${section.text}`, wanted))
  const count = hits.filter(Boolean).length
  const overviewHit = wanted === '' || includes(index.overview.text, wanted)
  const firstHit = wanted === '' || count === 0 ? null : hits.indexOf(true)
  return (
    <div className={classes.panel}>
      <HelpHead focus={focus} help={help} search={search} onSearch={setSearch} firstHit={firstHit} extra={extra} />
      <p className="visually-hidden" role="status">
        {wanted === '' ? '' : `${count} ${count === 1 ? 'section' : 'sections'} found`}
      </p>
      <section
        ref={body}
        className={classes.body}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard too
        tabIndex={0}
        aria-label="Help text"
        data-searching={wanted !== '' || undefined}
      >
        <PlainHelpSection />
        {overviewHit && (
          <div className={classes.overview}>
            <HelpText tree={index.overview.hast} />
          </div>
        )}
        {wanted === '' && (
          <HelpToc
            sections={index.sections}
            headed={endsInHeading(index.overview.hast)}
            onPick={(to) => onPick(to) || focus.show({ kind: 'section', at: to })}
          />
        )}
        {index.sections.map((section, position) => (
          <HelpSectionView
            key={`${section.line}`}
            section={section}
            at={position}
            hidden={!hits[position]}
            onPick={onPick}
          />
        ))}
        {wanted === '' && index.sections.length === 0 && index.overview.text === '' && (
          <p className={classes.nothing}>This connector has no manual. Fields show what their schema says of them.</p>
        )}
        {wanted !== '' && count === 0 && !overviewHit && (
          <p className={classes.nothing}>Nothing in the help mentions “{search}”.</p>
        )}
      </section>
    </div>
  )
}

function endsInHeading({ children }: Root): boolean {
  const last = children.findLast((child) => child.type === 'element')
  return last?.type === 'element' && /^h[1-6]$/.test(last.tagName)
}

type Body = RefObject<HTMLElement | null>

/** A click on a section's text goes to its field. By keyboard, the button beside the section's title does. */
function useClickToPick(body: Body, onPick: (at: number) => boolean): void {
  useEffect(() => {
    const box = body.current
    if (box === null) return
    const onClick = (event: MouseEvent) => {
      const from = event.target instanceof Element ? event.target : null
      if (from === null || from.closest('a, button, pre') !== null || getSelection()?.isCollapsed === false) return
      const at = from.closest<HTMLElement>('[data-section]')?.dataset.section
      if (at !== undefined) onPick(Number(at))
    }
    box.addEventListener('click', onClick)
    return () => box.removeEventListener('click', onClick)
  }, [body, onPick])
}
