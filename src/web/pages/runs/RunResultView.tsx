import { Button } from '@mantine/core'
import { Download, FolderTree } from 'lucide-react'
import { Link } from 'wouter'
import type { Run, RunResult } from '../../../core/runs.ts'
import { SkippedObjects } from '../../catalog/SkippedObjects.tsx'
import { Notice } from '../../components/Notice.tsx'
import { checkedWords, counted, number } from '../../runs/run-words.ts'
import { RunChanges } from './RunChanges.tsx'
import classes from './RunPage.module.css'

interface Props {
  readonly run: Run
  readonly result: RunResult
}

/** What came out of a run. */
export function RunResultView({ run, result }: Props) {
  const { serviceId } = run
  switch (result.kind) {
    case 'extract':
      return <SnapshotRead serviceId={serviceId} result={result} />
    case 'test':
      return (
        <p>
          The verdict is <strong>{result.verdict}</strong>.{' '}
          <Link to={`/services/${serviceId}/tests`}>The tests of the service</Link> show the whole report, and what
          changed since the one before.
        </p>
      )
    case 'usage':
      return (
        <p>
          Reading {number(result.reading)} holds {counted(result.statements, 'statement')}.{' '}
          <Link to={`/usage/${serviceId}`}>Usage</Link> shows what was called since the one before.
        </p>
      )
    case 'check':
      return (
        <p>
          {checkedWords(result)}. <Link to={`/quality/${serviceId}/checks`}>Checks</Link> shows each of them, and how it
          came out before.
        </p>
      )
    case 'profile':
      return (
        <p>
          {counted(result.relations, 'relation')} profiled
          {result.failed > 0 && `, ${number(result.failed)} could not be`}.{' '}
          <Link to={`/quality/${serviceId}`}>Quality</Link> shows what changed since the ones before.
        </p>
      )
  }
}

interface SnapshotProps {
  readonly serviceId: string
  readonly result: Extract<RunResult, { readonly kind: 'extract' }>
}

function SnapshotRead({ serviceId, result: { snapshotId, counts, skipped } }: SnapshotProps) {
  return (
    <>
      <section aria-label="What was read">
        <h2>What was read</h2>
        <dl className={classes.counts}>
          {Object.entries(counts)
            .sort(([, a], [, b]) => b - a)
            .map(([kind, count]) => (
              <div key={kind}>
                <dt>{kind}</dt>
                <dd>{number(count)}</dd>
              </div>
            ))}
        </dl>
        {snapshotId === null ? (
          <Notice kind="plain">The snapshot itself is past keeping and was removed.</Notice>
        ) : (
          <div className={classes.actions}>
            <Button
              component={Link}
              to={`/catalog/${serviceId}`}
              leftSection={<FolderTree size={14} aria-hidden="true" />}
            >
              Look at it in the catalog
            </Button>
            <Button
              component="a"
              href={`/api/snapshots/${snapshotId}/lines`}
              variant="default"
              leftSection={<Download size={14} aria-hidden="true" />}
            >
              Download as JSON Lines
            </Button>
          </div>
        )}
      </section>
      {snapshotId !== null && <RunChanges serviceId={serviceId} snapshotId={snapshotId} />}
      {skipped > 0 && snapshotId !== null && <SkippedObjects snapshotId={snapshotId} count={skipped} />}
    </>
  )
}
