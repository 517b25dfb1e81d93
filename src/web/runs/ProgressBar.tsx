import classes from './ProgressBar.module.css'

interface Props {
  readonly label: string
  readonly done: number
  /** Null while nobody knows: then the bar moves and claims nothing. */
  readonly total: number | null
}

/** How much of something is done. */
export function ProgressBar({ label, done, total }: Props) {
  return (
    <progress
      className={classes.bar}
      aria-label={label}
      {...(total === null ? {} : { value: Math.min(done, total), max: Math.max(total, 1) })}
    />
  )
}
