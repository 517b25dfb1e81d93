import { Button } from '@mantine/core'
import { Unplug } from 'lucide-react'
import classes from './TestResult.module.css'
import type { RunProblem } from './test-run.ts'

/** Why a test has no report, and another try. The page's live region says it; this is only to be read. */
export function NoResult({ problem, onRetry }: { problem: RunProblem; onRetry: () => void }) {
  return (
    <div className={classes.noResult}>
      <Unplug size={16} aria-hidden="true" />
      <div className={classes.noResultText}>
        <p>{problem.message}</p>
        {problem.details !== null && <p className={classes.noResultDetails}>{problem.details}</p>}
        {problem.hint !== null && <p>{problem.hint}</p>}
      </div>
      <Button variant="default" onClick={onRetry}>
        Test again
      </Button>
    </div>
  )
}
