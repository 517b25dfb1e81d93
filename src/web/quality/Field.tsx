import { type ReactNode, useId } from 'react'
import classes from './Field.module.css'

interface Props {
  readonly label: ReactNode
  readonly hint?: string | undefined
  /** The control; it has to take the id. */
  readonly children: (id: string) => ReactNode
}

/** A control with its name above and what to know of it below. */
export function Field({ label, hint, children }: Props) {
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && hint !== '' && <p>{hint}</p>}
    </div>
  )
}
