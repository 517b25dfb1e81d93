import { useLayoutEffect, useRef } from 'react'
import type { ConnectorHelp } from './connector-help.ts'
import classes from './HelpPanel.module.css'
import type { HelpFocus } from './help-focus.ts'
import { useMarkedHelp } from './marked-help.ts'
import { bringIntoView } from './use-help-mark.ts'

interface Props {
  readonly focus: HelpFocus
  readonly help: ConnectorHelp
}

/** Help of a focused field that the document says nothing about: its title and description in the schema. */
export function PlainHelpView({ focus, help }: Props) {
  const marked = useMarkedHelp(focus, help)
  const section = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const box = section.current?.parentElement
    if (marked.kind === 'plain' && box) bringIntoView(box, section.current)
  }, [marked])
  if (marked.kind !== 'plain') return null
  return (
    <section ref={section} className={classes.section} data-plain data-help-mark>
      <h3>{marked.help.title}</h3>
      <p>{marked.help.text}</p>
    </section>
  )
}
