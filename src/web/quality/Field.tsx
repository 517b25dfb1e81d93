import { type ReactNode, useId } from 'react'
import classes from './Field.module.css'

/** What ties a control to its name and to what is said of it. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
}

interface Props {
  readonly label: ReactNode
  readonly hint?: string | undefined
  /** The control; it has to take these. */
  readonly children: (control: FieldControl) => ReactNode
}

/** A control with its name above and what to know of it below. */
export function Field({ label, hint, children }: Props) {
  const id = useId()
  const hintId = hint === undefined || hint === '' ? undefined : `${id}-hint`
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': hintId })}
      {hintId !== undefined && <p id={hintId}>{hint}</p>}
    </div>
  )
}
