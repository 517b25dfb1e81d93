import classes from './ShareBar.module.css'

/** A share of a whole as a bar; the number stands beside it. */
export function ShareBar({ share }: { readonly share: number }) {
  return (
    <span className={classes.bar} aria-hidden="true">
      <span style={{ width: `${Math.min(100, Math.max(share > 0 ? 1.5 : 0, share * 100))}%` }} />
    </span>
  )
}
