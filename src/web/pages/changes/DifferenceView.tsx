import { useVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { SnapshotSummary } from '../../../core/api.ts'
import type { ObjectChange, SnapshotDifference, UnknownChange } from '../../../core/catalog/diff/change.ts'
import { differenceSummary, objectName } from '../../../core/catalog/diff/difference-text.ts'
import { changeLooks, changeOrder } from '../../changes/change-looks.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { TextBox } from '../../components/TextBox.tsx'
import { useChangeScript, useDifference } from '../../hooks/use-changes.ts'
import { number } from '../../runs/run-words.ts'
import { ChangeItem, UnknownItem } from './ChangeItem.tsx'
import classes from './ChangesPage.module.css'
import { byObject, ScriptButton } from './ScriptButton.tsx'

interface Props {
  readonly serviceId: string
  readonly pair: { readonly from: string; readonly to: string }
  readonly snapshots: readonly SnapshotSummary[]
}

type ShownChange = (typeof changeOrder)[number]

/** What differs between two snapshots, object by object. */
export function DifferenceView({ serviceId, pair, snapshots }: Props) {
  const { data, error, refetch, isFetching } = useDifference(pair.from, pair.to)
  const [wanted, setWanted] = useState('')
  const [only, setOnly] = useState<ShownChange | null>(null)
  const [scripted, setScripted] = useState(false)
  const script = useChangeScript(pair.from, pair.to, scripted)
  const statements = useMemo(() => byObject(script.data ?? []), [script.data])
  const entries = useMemo(() => (data === undefined ? [] : toEntries(data)), [data])
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  const [from, to] = [pair.from, pair.to].map((id) => snapshots.find((snapshot) => snapshot.id === id))
  const words = wanted.trim().toLowerCase()
  const found = entries.filter(({ text }) => text.includes(words))
  const shown = found.filter(({ change }) => only === null || change === only)
  return (
    <>
      <div className={classes.filters}>
        <p>
          {from !== undefined && to !== undefined && (
            <>
              From <RelativeTime at={from.takenAt} /> to <RelativeTime at={to.takenAt} />
            </>
          )}
        </p>
        {changeOrder
          .map((change) => ({ change, count: found.filter((entry) => entry.change === change).length }))
          .filter(({ count }) => count > 0)
          .map(({ change, count }) => {
            const { Icon, word } = changeLooks[change]
            return (
              <button
                key={change}
                type="button"
                data-change={change}
                aria-pressed={only === change}
                onClick={() => setOnly(only === change ? null : change)}
              >
                <Icon size={14} aria-hidden="true" /> {number(count)} {word}
              </button>
            )
          })}
        {data.changes.length > 0 && <ScriptButton script={script} onAsk={() => setScripted(true)} />}
        <TextBox
          type="search"
          placeholder="Search by name or kind"
          aria-label="Search changes"
          left={<Search size={14} aria-hidden="true" />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <p className="visually-hidden" role="status">
        {differenceSummary(data)}
      </p>
      {shown.length === 0 ? (
        <p className={classes.nothing}>
          {entries.length === 0 ? 'These snapshots hold the same.' : 'No change is like this.'}
        </p>
      ) : (
        <EntryList
          entries={shown}
          serviceId={serviceId}
          numbers={{ from: from?.number, to: to?.number }}
          statements={statements}
        />
      )}
    </>
  )
}

type Entry = { readonly key: string; readonly text: string } & (
  | { readonly change: ObjectChange['change']; readonly of: ObjectChange }
  | { readonly change: 'unknown'; readonly of: UnknownChange }
)

function toEntries({ changes, unknown }: SnapshotDifference): readonly Entry[] {
  const named = ({ database, object }: ObjectChange | UnknownChange) => {
    const key = `${object.kind} ${objectName(database, object)}`
    return { key, text: key.toLowerCase() }
  }
  return [
    ...changes.map((of) => ({ ...named(of), change: of.change, of })),
    ...unknown.map((of) => {
      const { key, text } = named(of)
      return { key: `${key} ${of.property ?? ''}`, text, change: 'unknown' as const, of }
    }),
  ]
}

interface ListProps {
  readonly entries: readonly Entry[]
  readonly serviceId: string
  readonly statements: ReadonlyMap<string, string>
  readonly numbers: { readonly from: number | undefined; readonly to: number | undefined }
}

/** Tens of thousands of changes: those in view are drawn, each as high as it is. */
function EntryList({ entries, serviceId, numbers, statements }: ListProps) {
  const frame = useRef<HTMLUListElement>(null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 37,
    overscan: 12,
    getItemKey: (index) => entries[index]?.key ?? index,
  })
  const toggle = (key: string) =>
    setOpened((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard too
    <ul ref={frame} className={classes.entries} tabIndex={0} aria-label="Changes">
      <li aria-hidden="true" style={{ height: virtual.getTotalSize() }} />
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const entry = entries[index]
        if (entry === undefined) return null
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {entry.change === 'unknown' ? (
              <UnknownItem unknown={entry.of} />
            ) : (
              <ChangeItem
                change={entry.of}
                serviceId={serviceId}
                number={entry.change === 'removed' ? numbers.from : numbers.to}
                sql={statements.get(entry.key) ?? null}
                isOpen={opened.has(entry.key)}
                onToggle={() => toggle(entry.key)}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
