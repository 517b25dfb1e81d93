import { useId, useState } from 'react'
import type { EntryColumn, LineageEntry } from '../../api/lineage.ts'
import type { CatalogNames } from '../../catalog/catalog-names.ts'
import { LoadError } from '../../components/LoadError.tsx'
import { SelectBox, TextArea } from '../../components/TextBox.tsx'
import { useCatalogNames } from '../../hooks/use-catalog.ts'
import { useSqlLineage } from '../../hooks/use-lineage.ts'
import { useSettled } from '../../hooks/use-settled.ts'
import classes from './LineagePage.module.css'

/** Lineage of what is typed, as it is typed. Nothing is run. */
export function SqlPlayground({ snapshotId }: { readonly snapshotId: string | null }) {
  const id = useId()
  const [sql, setSql] = useState('')
  const settled = useSettled(sql, 400)
  const names = useCatalogNames(snapshotId)
  const databases = names.data?.databases.map(({ name }) => name) ?? []
  const [asked, setAsked] = useState<string | null>(null)
  const database = databases.find((name) => name === asked) ?? mostFilled(names.data)
  const { data, error, refetch, isFetching } = useSqlLineage(settled, snapshotId, database)
  return (
    <div className={classes.split}>
      <div className={classes.sql}>
        <div className={classes.head}>
          <label htmlFor={id}>Statements</label>
          {databases.length > 1 && (
            <span className={classes.choice}>
              <label htmlFor={`${id}-database`}>in database</label>
              <SelectBox
                id={`${id}-database`}
                value={database ?? ''}
                onChange={({ currentTarget }) => setAsked(currentTarget.value)}
              >
                {databases.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </SelectBox>
            </span>
          )}
        </div>
        <TextArea
          id={id}
          rows={9}
          spellCheck={false}
          value={sql}
          placeholder="insert into totals select customer_id, sum(amount) from payments group by 1"
          onChange={({ currentTarget }) => setSql(currentTarget.value)}
        />
        <p className="dim">
          {snapshotId === null
            ? 'Without a snapshot, names are taken as they are written.'
            : 'Names are looked up in the newest snapshot of the service.'}{' '}
          Nothing is run, and no server is asked.
        </p>
      </div>
      <div aria-live="polite">
        {isFetching && data === undefined && <p className="dim">Reading the statements…</p>}
        {error !== null && <LoadError error={error} retry={() => refetch()} retrying={isFetching} />}
        {settled.trim() !== '' &&
          data?.statements.map((entry) => <Statement key={JSON.stringify(entry)} entry={entry} />)}
        {data?.more && <p className="dim">Only the first statements are shown.</p>}
      </div>
    </div>
  )
}

/** The database that somebody most likely means: the one that holds the most. */
function mostFilled(names: CatalogNames | undefined): string | null {
  const sizes = (names?.databases ?? []).map(({ name, schemas }) => ({
    name,
    size: schemas.reduce((sum, { count }) => sum + count, 0),
  }))
  return sizes.sort((a, b) => b.size - a.size)[0]?.name ?? null
}

function Statement({ entry }: { readonly entry: LineageEntry }) {
  const { line, kind, target, columns, reads, problems, routine } = entry
  const into = target === null ? '' : ` → ${nameOf({ ...target, column: null })}`
  return (
    <section className={classes.statement}>
      <h2>
        Line {line}: {kind.replaceAll('_', ' ')}
        {into}
        {routine === undefined ? '' : ` in ${routine}`}
      </h2>
      {columns.length > 0 && (
        <dl className={classes.flows}>
          {columns.map((column) => (
            <Flow key={JSON.stringify(column.target)} column={column} />
          ))}
        </dl>
      )}
      {columns.length === 0 && reads.length > 0 && <p>Reads {reads.map(nameOf).join(', ')}</p>}
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map((problem) => (
            <li key={JSON.stringify(problem)}>
              Line {problem.line}: {problem.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Flow({ column: { target, sources } }: { readonly column: LineageEntry['columns'][number] }) {
  const list = (kind: string) =>
    sources
      .filter((source) => source.kind === kind)
      .map(nameOf)
      .join(', ')
  const [direct, indirect] = [list('direct'), list('indirect')]
  return (
    <>
      <dt>{target.column ?? '*'}</dt>
      <dd>
        {direct === '' ? <span className="dim">no column</span> : direct}
        {indirect !== '' && <div className="dim">decided by {indirect}</div>}
      </dd>
    </>
  )
}

function nameOf({ schema, relation, column }: EntryColumn): string {
  return [schema, relation ?? '?', column].filter((part) => part !== null).join('.')
}
