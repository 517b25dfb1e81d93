import type { PlainHelp } from './connector-help.ts'
import classes from './HelpPanel.module.css'

/** Where a field is explained that the document says nothing about. Empty and hidden until such a field is focused. */
export const PlainHelpSection = () => <section className={classes.section} data-plain hidden />

/** Shows a field's title and description from the schema; null hides what was shown. */
export function fillPlainHelp(section: HTMLElement, help: PlainHelp | null): void {
  section.hidden = help === null
  section.replaceChildren(...(help === null ? [] : [element('h3', help.title), element('p', help.text)]))
}

function element(name: 'h3' | 'p', text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}
