import type { HelpSection } from '../../core/help/help-index.ts'
import classes from './HelpPanel.module.css'

/** The fields, in the document's order, each a way to its help and into the form. */
export function HelpToc({ sections, onPick }: { sections: readonly HelpSection[]; onPick: (at: number) => void }) {
  if (sections.length === 0) return null
  return (
    <nav className={classes.toc} aria-label="Fields">
      <h3>Fields</h3>
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
