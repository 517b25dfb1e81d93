import classes from './PageSkeleton.module.css'

/** Keeps the layout still while a page loads. It appears late, so that quick loads do not flicker. */
export function PageSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label="Loading">
      <div className={classes.title} />
      {[92, 84, 88, 72].map((width) => (
        <div key={width} className={classes.line} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
