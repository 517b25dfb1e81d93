import { CornerDownLeft } from 'lucide-react'
import { memo } from 'react'
import type { HelpSection } from '../../core/help/help-index.ts'
import classes from './HelpPanel.module.css'
import { HelpText } from './HelpText.tsx'

interface Props {
  readonly section: HelpSection
  readonly at: number
  readonly hidden: boolean
  readonly onPick: (at: number) => boolean
}

export const HelpSectionView = memo(function HelpSectionView({ section, at, hidden, onPick }: Props) {
  return (
    <section className={classes.section} data-section={at} data-help-id={section.id ?? undefined} hidden={hidden}>
      <HelpText tree={section.hast} />
      {section.id !== null && (
        <button type="button" className={classes.toField} onClick={() => onPick(at)} title="Go to this field">
          <CornerDownLeft size={14} aria-hidden="true" />
          <span className="visually-hidden">Go to the field {section.title}</span>
        </button>
      )}
    </section>
  )
})
