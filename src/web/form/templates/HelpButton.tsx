import type { FieldPath } from '../../../core/ids.ts'
import classes from '../form.module.css'
import { useFormContext } from '../form-context.tsx'

/** Opens the help sheet on small screens, where the panel does not fit beside the form. */
export function HelpButton({ path, label }: { path: FieldPath; label: string }) {
  const { openHelp } = useFormContext()
  return (
    <button type="button" className={classes.helpButton} data-help-button onClick={() => openHelp(path)}>
      <span aria-hidden="true">?</span>
      <span className="visually-hidden">Help for {label}</span>
    </button>
  )
}
