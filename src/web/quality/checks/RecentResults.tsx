import type { CheckPoint } from '../../../core/quality-api.ts'
import { counted } from '../../runs/run-words.ts'
import { momentWords } from '../../usage/usage-words.ts'
import classes from './RecentResults.module.css'

const words = { passed: 'passed', failed: 'failed', error: 'not answered' } as const

/** The last few results, the newest on the right: tall is failed, half is not answered, low is passed. */
export function RecentResults({ recent }: { readonly recent: readonly CheckPoint[] }) {
  if (recent.length === 0) return null
  const failed = recent.filter(({ status }) => status === 'failed').length
  return (
    <span
      className={classes.strip}
      role="img"
      aria-label={`${failed} of the last ${counted(recent.length, 'result')} failed`}
    >
      {recent.map(({ checkedAt, status, failingRows }) => (
        <span
          key={checkedAt}
          data-status={status}
          title={`${momentWords(checkedAt)}: ${words[status]}${failingRows === null || failingRows === '0' ? '' : `, ${counted(Number(failingRows), 'row')}`}`}
        />
      ))}
    </span>
  )
}
