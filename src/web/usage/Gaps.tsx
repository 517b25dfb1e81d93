import { Notice } from '../components/Notice.tsx'
import classes from './Gaps.module.css'

/** Why calls may be missing from what is shown. */
export function Gaps({ gaps }: { readonly gaps: readonly string[] }) {
  if (gaps.length === 0) return null
  return (
    <Notice kind="warn">
      <strong>There may be more than is shown.</strong>
      <ul className={classes.gaps}>
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
    </Notice>
  )
}
