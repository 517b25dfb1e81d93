import { Button } from '@mantine/core'
import { CircleAlert, CircleCheck, CircleSlash, ScanSearch } from 'lucide-react'
import type { FieldPath } from '../../../core/ids.ts'
import type { FilterPreview, NameSample, ScopePreviewAnswer } from '../../../core/scope-preview.ts'
import classes from './FilterPreviewView.module.css'

interface Props {
  readonly field: FieldPath
  readonly answer: ScopePreviewAnswer | null
  readonly error: Error | null
  readonly isPending: boolean
  /** The form is no longer what was asked about. */
  readonly isStale: boolean
  readonly onAsk: () => void
}

/** What one filter lets in and leaves out on the live server. */
export function FilterPreviewView({ field, answer, error, isPending, isStale, onAsk }: Props) {
  const filter = answer?.preview?.filters.find((candidate) => candidate.field === field)
  const problem = error?.message ?? answer?.diagnosis?.summary ?? null
  return (
    <div className={classes.preview} data-stale={isStale || undefined}>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<ScanSearch size={14} aria-hidden="true" />}
        loading={isPending}
        onClick={onAsk}
      >
        Preview
      </Button>
      <div role="status" className={classes.outcome}>
        {problem !== null && !isPending && (
          <p className={classes.problem}>
            <CircleAlert size={14} aria-hidden="true" /> {problem} {answer?.diagnosis?.remedy}
          </p>
        )}
        {isStale && filter !== undefined && <p className="dim">Settings changed since.</p>}
        {filter !== undefined && <Matches filter={filter} />}
        {filter !== undefined &&
          filter.what !== 'database' &&
          answer?.preview?.skipped.map(({ object, reason }) => (
            <p key={object} className="dim">
              <code>{object}</code> was not looked into: {reason}
            </p>
          ))}
      </div>
    </div>
  )
}

function Matches({ filter }: { readonly filter: FilterPreview }) {
  const { what, included, excluded, includes, excludes } = filter
  const idle = [...includes, ...excludes].filter((count) => count === 0).length
  return (
    <>
      <Side isIn what={what} sample={included} />
      {excluded.count > 0 && <Side isIn={false} what={what} sample={excluded} />}
      {idle > 0 && (
        <p className={classes.problem}>
          <CircleAlert size={14} aria-hidden="true" />
          {idle === 1 ? 'One pattern matches nothing.' : `${idle} patterns match nothing.`}
        </p>
      )}
    </>
  )
}

const manyWords = { database: 'databases', schema: 'schemas', relation: 'tables and views' } as const

/** `1 schema`, `1,204 tables and views` */
function whatWords(what: FilterPreview['what'], count: number): string {
  const one = what === 'relation' ? 'table or view' : what
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : manyWords[what]}`
}

interface SideProps {
  readonly isIn: boolean
  readonly what: FilterPreview['what']
  readonly sample: NameSample
}

function Side({ isIn, what, sample: { count, names } }: SideProps) {
  const Icon = isIn ? CircleCheck : CircleSlash
  return (
    <details className={classes.side} data-in={isIn || undefined}>
      <summary>
        <Icon size={14} aria-hidden="true" /> {whatWords(what, count)} {isIn ? 'read' : 'left out'}
      </summary>
      <p className={classes.names}>
        {names.map((name) => (
          <code key={name}>{name}</code>
        ))}
        {count > names.length && <span>and {(count - names.length).toLocaleString('en-US')} more</span>}
      </p>
    </details>
  )
}
