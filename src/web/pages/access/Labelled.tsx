import { type ReactNode, useId } from 'react'
import classes from './AccessPage.module.css'

interface Props {
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  readonly children: (control: { id: string; 'aria-describedby': string | undefined; invalid: boolean }) => ReactNode
}

/** A control with its label, and below it what is wrong or what is meant. */
export function Labelled({ label, hint, problem, children }: Props) {
  const id = useId()
  const below = problem ?? hint
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': below === undefined ? undefined : `${id}-below`,
        invalid: problem !== undefined,
      })}
      {below !== undefined && (
        <p id={`${id}-below`} className={problem === undefined ? classes.hint : classes.problem}>
          {below}
        </p>
      )}
    </div>
  )
}
