import { TestResult } from '../../connection-test/TestResult.tsx'
import { spokenResult } from '../../connection-test/test-run.ts'
import { ActionBar } from './ActionBar.tsx'
import classes from './ConnectForm.module.css'
import type { ConnectPageModel } from './use-connect-form.ts'

/** Result of the connection test and the page's buttons, always in view. */
export function Dock({ page }: { page: ConnectPageModel }) {
  const { run } = page.test
  return (
    <div className={classes.dock} data-dock>
      {run !== null && (
        <TestResult
          run={run}
          stale={page.stale}
          target={page.target}
          onApply={page.apply}
          onFocusField={page.help.focusPath}
          onRetry={page.startTest}
        />
      )}
      <p className="visually-hidden" role="status">
        {run === null || !page.testedHere ? '' : spokenResult(run)}
      </p>
      <ActionBar page={page} />
    </div>
  )
}
