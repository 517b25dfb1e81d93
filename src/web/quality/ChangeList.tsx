import type { NotableChange } from '../../core/quality/drift.ts'
import { Notice } from '../components/Notice.tsx'
import classes from './ChangeList.module.css'

/** What is notably different from the profile before. Nothing where nothing is. */
export function ChangeList({ changes }: { readonly changes: readonly NotableChange[] }) {
  if (changes.length === 0) return null
  return (
    <Notice kind="warn">
      <strong>Different from the profile before</strong>
      <ul className={classes.changes}>
        {changes.map(({ what, column, message }) => (
          <li key={`${what} ${column} ${message}`}>
            {column !== null && <code>{column}</code>} {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
