import type { HelpSection } from '../../core/help/help-index.ts'
import classes from './HelpPanel.module.css'

interface Props {
  readonly sections: readonly HelpSection[]
  /** The document itself has a heading right before its fields. */
  readonly headed: boolean
  readonly onPick: (at: number) => void
}

/** The fields, in the document's order, each a way to its help and into the form. */
export function HelpToc({ sections, headed, onPick }: Props) {
  if (sections.length === 0) return null
  return (
    <nav className={classes.toc} aria-label="Fields">
      {!headed && <h3>Fields</h3>}
      <ul>
        {sections.map((section, at) => (
          <li key={section.line}>
            <button type="button" onClick={() => onPick(at)}>
              {section.title ?? section.id ?? section.summary}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
