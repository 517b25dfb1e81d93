import { Button } from '@mantine/core'
import { Pencil, Trash2, X } from 'lucide-react'
import { useId, useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import type { CheckResult } from '../../../core/quality/checks/check.ts'
import { describeParameters, subjectOf } from '../../../core/quality/checks/describe.ts'
import { describeResult } from '../../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { ServiceCheck } from '../../../core/quality-api.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useCheckResults, useDeleteCheck } from '../../hooks/use-checks.ts'
import { TrendChart } from '../../usage/TrendChart.tsx'
import { momentWords } from '../../usage/usage-words.ts'
import card from '../ColumnFigures.module.css'
import { useBroughtIntoView } from '../use-brought-into-view.ts'
import { CheckBadge } from './CheckBadge.tsx'
import classes from './CheckDetail.module.css'
import { PreviewView } from './PreviewView.tsx'

interface Props {
  readonly serviceId: string
  readonly entry: ServiceCheck
  /** Whether values of failing rows are kept at all. */
  readonly keepValues: boolean
  /** Shown again after it was changed, or was not after all. */
  readonly isReturn: boolean
  readonly onClose: () => void
  /** Absent where it cannot be changed in place. */
  readonly onEdit?: () => void
}

/** One check: what it asks, what came of it, and what it sends. */
export function CheckDetail({ serviceId, entry, keepValues, isReturn, onClose, onEdit }: Props) {
  const { check, newest, written } = entry
  const id = useId()
  const place = useBroughtIntoView(isReturn)
  const [deleting, setDeleting] = useState(false)
  const remove = useDeleteCheck(serviceId)
  const results = useCheckResults(serviceId, check.id)
  const parameters = describeParameters(check)
  return (
    <section ref={place} tabIndex={-1} className={card.card} aria-labelledby={id}>
      <div className={card.head}>
        <h2 id={id}>
          {kindOf(check.kind).title} <span className="mono dim">{subjectOf(check)}</span>
        </h2>
        <div className={classes.actions}>
          {onEdit !== undefined && (
            <Button variant="default" size="xs" leftSection={<Pencil size={14} aria-hidden="true" />} onClick={onEdit}>
              Change
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            leftSection={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => setDeleting(true)}
          >
            Delete
          </Button>
          <Button variant="default" size="xs" leftSection={<X size={14} aria-hidden="true" />} onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
      <p className={classes.line}>
        {kindOf(check.kind).summary} {parameters !== '' && `${parameters}.`} {check.description}
      </p>
      {check.where !== null && (
        <p className={classes.line}>
          Only rows where <code>{check.where}</code>
        </p>
      )}
      {newest?.reason?.detail !== undefined && <Notice kind="plain">{newest.reason.detail}</Notice>}
      {newest?.status === 'failed' && <Samples newest={results.data?.[0] ?? newest} keepValues={keepValues} />}
      <Results results={results.data ?? []} />
      <PreviewView serviceId={serviceId} check={written as JsonObject} />
      <ConfirmDialog
        opened={deleting}
        title="Delete this check?"
        confirm="Delete"
        cancel="Keep"
        destructive
        busy={remove.isPending}
        onConfirm={() => remove.mutate(check.id, { onSuccess: onClose })}
        onCancel={() => setDeleting(false)}
      >
        <p>
          {check.id} and its results go. Other checks stay.
          {remove.error !== null && ` ${remove.error.message}`}
        </p>
      </ConfirmDialog>
    </section>
  )
}

interface Sample {
  readonly at: number
  readonly values: NonNullable<CheckResult['samples']>[number]
}

function Samples({ newest, keepValues }: { readonly newest: CheckResult; readonly keepValues: boolean }) {
  const { samples, kind } = newest
  if (samples === null || samples.length === 0) {
    if (!kindOf(kind).rowwise || keepValues) return null
    return (
      <p className={classes.line}>
        The values of failing rows are not kept: they may be personal. The settings of quality can allow it.
      </p>
    )
  }
  const names = Object.keys(samples[0] ?? {})
  return (
    <DataTable
      label="Some of the failing rows"
      rows={samples.map((values, at): Sample => ({ at, values }))}
      columns={names.map((name) => ({ id: name, label: name, value: ({ values }: Sample) => values[name] ?? null }))}
      rowKey={({ at }) => String(at)}
      maxHeight={320}
    />
  )
}

const columns: readonly DataColumn<CheckResult>[] = [
  {
    id: 'at',
    label: 'Checked',
    value: ({ checkedAt }) => checkedAt,
    render: ({ checkedAt }) => momentWords(checkedAt),
  },
  {
    id: 'status',
    label: 'State',
    value: ({ status }) => status,
    render: ({ status, severity }) => <CheckBadge status={status} severity={severity} />,
  },
  { id: 'result', label: 'Result', value: describeResult, wide: true },
  { id: 'took', label: 'ms', value: ({ durationMs }) => Math.round(durationMs) },
]

function Results({ results }: { readonly results: readonly CheckResult[] }) {
  if (results.length === 0) return null
  const points = [...results].reverse().map(({ checkedAt, failingRows, observed }) => {
    const value = Number(failingRows ?? (typeof observed === 'boolean' ? Number.NaN : (observed ?? Number.NaN)))
    return { until: checkedAt, value: Number.isFinite(value) ? value : null }
  })
  const label = results[0]?.failingRows == null ? 'Measured' : 'Failing rows'
  return (
    <>
      {points.some(({ value }) => value !== null) && (
        <TrendChart label={label} points={points} format={(value) => value.toLocaleString('en-US')} />
      )}
      <DataTable
        label="Results"
        rows={results}
        columns={columns}
        rowKey={({ checkedAt }) => checkedAt}
        maxHeight={280}
      />
    </>
  )
}
