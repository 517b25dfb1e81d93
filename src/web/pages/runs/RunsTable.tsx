import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { Link } from 'wouter'
import type { Run } from '../../../core/runs.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { ProgressBar } from '../../runs/ProgressBar.tsx'
import { RunBadge } from '../../runs/RunBadge.tsx'
import { durationWords, kindWords, originWords, outcomeWords, tookMs } from '../../runs/run-words.ts'
import classes from './RunsPage.module.css'

interface Props {
  readonly runs: readonly Run[]
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly hasMore: boolean
  readonly loadMore: () => void
}

const rowHeight = 44
/** Rows before the end at which the next page is asked for. */
const ahead = 40

/** Runs by the thousand: only those in view are drawn, and the next page comes while one scrolls. */
export function RunsTable({ runs, services, hasMore, loadMore }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const names = useMemo(() => new Map(services.map(({ id, name }) => [id, name])), [services])
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => runs[index]?.id ?? index,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= runs.length - ahead) loadMore()
  }, [hasMore, last, runs.length, loadMore])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard too
    <section ref={frame} className={classes.frame} tabIndex={0} aria-label="Runs">
      <table className={classes.table} aria-rowcount={hasMore ? -1 : runs.length + 1}>
        <thead>
          <tr>
            {['State', 'Service', 'What', 'Outcome', 'Asked for', 'Took'].map((label) => (
              <th key={label} scope="col" data-column={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={items[0]?.start ?? 0} />
          {items.map(({ index, key }) => {
            const run = runs[index]
            return run === undefined ? null : (
              <Row key={key} run={run} service={names.get(run.serviceId) ?? '–'} index={index} />
            )
          })}
          <Gap height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  )
}

function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null
  return (
    <tr>
      <td colSpan={6} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

function Row({ run, service, index }: { readonly run: Run; readonly service: string; readonly index: number }) {
  const took = tookMs(run, Date.now())
  return (
    <tr aria-rowindex={index + 2}>
      <td data-column="State">
        <RunBadge run={run} />
      </td>
      <th scope="row" data-column="Service">
        <Link to={`/runs/${run.id}`} className={classes.link}>
          {service}
        </Link>
      </th>
      <td data-column="What">{kindWords[run.kind]}</td>
      <td data-column="Outcome" title={outcomeWords(run)}>
        {outcomeWords(run)}
        {run.progress?.kind === 'extract' && (
          <ProgressBar label="Objects read" done={run.progress.objectsDone} total={run.progress.objectsTotal} />
        )}
      </td>
      <td data-column="Asked for">
        <RelativeTime at={run.createdAt} /> {run.origin === 'asked' ? '' : originWords[run.origin]}
      </td>
      <td data-column="Took">{took === null ? <span className="dim">–</span> : durationWords(took)}</td>
    </tr>
  )
}
