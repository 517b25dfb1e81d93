import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { durationWords } from '../../../core/duration.ts'
import type { PastTest } from '../../../core/past-tests.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StateBadge } from '../../components/StateBadge.tsx'
import { TrendMark } from '../../components/TrendMark.tsx'
import classes from './TestsPage.module.css'
import { originWords, sameWords } from './test-words.ts'

interface Props {
  readonly serviceId: string
  readonly tests: readonly PastTest[]
  readonly hasMore: boolean
  readonly loadMore: () => void
}

/** Past tests, each with what became of it and how that differs from the one before. */
export function TestTable({ serviceId, tests, hasMore, loadMore }: Props) {
  return (
    <>
      <DataTable label="Past tests" rows={tests} columns={columnsFor(serviceId)} rowKey={({ id }) => id} cards />
      {hasMore && (
        <Button variant="default" className={classes.more} onClick={loadMore}>
          Show earlier tests
        </Button>
      )}
    </>
  )
}

function columnsFor(serviceId: string): readonly DataColumn<PastTest>[] {
  return [
    {
      id: 'when',
      label: 'When',
      value: ({ startedAt }) => startedAt,
      render: ({ id, startedAt }) => (
        <Link to={`/services/${serviceId}/tests/${id}`}>
          <RelativeTime at={startedAt} />
        </Link>
      ),
      plain: true,
    },
    {
      id: 'verdict',
      label: 'Verdict',
      value: ({ verdict }) => verdict,
      render: ({ verdict }) => <StateBadge state={verdict} />,
      plain: true,
    },
    {
      id: 'change',
      label: 'Change',
      value: (test) =>
        test.change === null || test.change.direction === 'same' ? sameWords(test) : test.change.direction,
      render: (test) =>
        test.change === null || test.change.direction === 'same' ? (
          sameWords(test) && <span className="dim">{sameWords(test)}</span>
        ) : (
          <TrendMark direction={test.change.direction}>
            {test.change.settingsChanged ? '· other settings' : ''}
          </TrendMark>
        ),
      plain: true,
    },
    { id: 'headline', label: 'Outcome', value: ({ headline }) => headline, wide: true, plain: true },
    { id: 'origin', label: 'Asked by', value: ({ origin }) => originWords[origin] },
    {
      id: 'took',
      label: 'Took',
      numeric: true,
      value: ({ durationMs }) => durationMs,
      render: ({ durationMs }) => durationWords(durationMs),
    },
    { id: 'server', label: 'Server', value: ({ serverVersion }) => serverVersion },
  ]
}
