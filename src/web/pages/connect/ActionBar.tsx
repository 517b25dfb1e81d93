import { Button } from '@mantine/core'
import { Activity, CircleAlert, Square } from 'lucide-react'
import classes from './ActionBar.module.css'
import type { ConnectPageModel } from './use-connect-form.ts'

const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

export function ActionBar({ page }: { page: ConnectPageModel }) {
  const { test, stale, testable, save } = page
  const running = test.run?.phase === 'running'
  const nothingToSave = page.editing && !page.value.dirty
  return (
    <div className={classes.bar}>
      {testable ? (
        <Button
          data-test-button
          variant={running ? 'default' : 'filled'}
          aria-disabled={running || undefined}
          leftSection={<Activity size={16} aria-hidden="true" />}
          onClick={() => !running && page.startTest()}
        >
          {running ? 'Testing…' : 'Test connection'}
          {!running && (
            <span className={classes.keys} aria-hidden="true">
              {modifier} ↵
            </span>
          )}
        </Button>
      ) : (
        <span className="dim">This connector has no connection test.</span>
      )}
      {running && (
        <Button variant="default" leftSection={<Square size={12} aria-hidden="true" />} onClick={test.cancel}>
          Cancel test
        </Button>
      )}
      <span className={classes.spacer} />
      {save.refusal !== null && (
        <span className={classes.refusal} role="alert">
          <CircleAlert size={14} aria-hidden="true" />
          {save.refusal}
        </span>
      )}
      {save.offersAnyway && (
        <Button variant="default" onClick={() => save.save(true)}>
          Save anyway
        </Button>
      )}
      <Button
        variant="default"
        loading={save.saving}
        aria-disabled={nothingToSave || undefined}
        onClick={() => !nothingToSave && save.save(false, false)}
      >
        {saveLabel(page)}
      </Button>
      {testable && (
        <Button
          variant={isGood(page) && !stale ? 'filled' : 'default'}
          loading={save.savingToRead}
          onClick={() => (nothingToSave ? save.readNow() : save.save(false, true))}
        >
          {nothingToSave ? 'Read now' : 'Save and read'}
        </Button>
      )}
    </div>
  )
}

const isTested = ({ test }: ConnectPageModel) => test.run?.report != null && test.run.report.verdict !== 'cancelled'

const isGood = ({ test }: ConnectPageModel) => ['passed', 'warned'].includes(test.run?.report?.verdict ?? '')

function saveLabel(page: ConnectPageModel): string {
  if (page.editing && !page.value.dirty) return 'Saved'
  if (!page.testable) return 'Save'
  return isTested(page) && !page.stale ? 'Save' : 'Save without testing'
}
