import { useMemo } from 'react'
import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import { type Reference, type ReferenceKind, referencesOf } from '../../../../core/catalog/references.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import type { IncomingReference } from '../../../../core/catalog-api.ts'
import { addressAt, type CatalogNames, findRows } from '../../../catalog/catalog-names.ts'
import { NotThereYet } from '../../../components/NotThereYet.tsx'
import { useReferences } from '../../../hooks/use-catalog.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import classes from './ObjectPage.module.css'
import { type ReferenceRow, ReferenceTable } from './ReferenceTable.tsx'

const outgoingWords: Readonly<Record<ReferenceKind, string>> = {
  'foreign key': 'foreign key to',
  reads: 'reads',
  'partition of': 'partition of',
  inherits: 'inherits from',
  trigger: 'trigger runs',
  identity: 'counts with',
  'column type': 'column of type',
  'owned by': 'goes away with',
  publishes: 'publishes',
  runs: 'runs',
  needs: 'needs',
}

const incomingWords: Readonly<Record<ReferenceKind, string>> = {
  'foreign key': 'foreign key from',
  reads: 'read by',
  'partition of': 'has the partition',
  inherits: 'inherited by',
  trigger: 'run by a trigger of',
  identity: 'counts for',
  'column type': 'type of a column of',
  'owned by': 'takes along',
  publishes: 'published by',
  runs: 'run by',
  needs: 'needed by',
}

/** What an object refers to, and what refers to it. */
export function ReferenceView({
  object,
  address,
}: {
  readonly object: SnapshotObject
  readonly address: ObjectAddress
}) {
  const { snapshot, names } = useCatalogContext()
  const { data, error, refetch, isFetching } = useReferences(snapshot.id, address)
  const outgoing = useMemo(
    () => referencesOf(object).map((each) => toOutgoing(names, address, each)),
    [names, object, address],
  )
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  return (
    <>
      <h2 className={classes.section}>Refers to</h2>
      {outgoing.length === 0 ? (
        <p className={classes.nothing}>Nothing else in the database.</p>
      ) : (
        <ReferenceTable label="What it refers to" rows={outgoing} words={outgoingWords} address={address} />
      )}
      <h2 className={classes.section}>Referred to by</h2>
      {data.incoming.length === 0 ? (
        <p className={classes.nothing}>
          Nothing that Postgres records. Functions whose bodies are text, and statements from outside, may still use it.
        </p>
      ) : (
        <ReferenceTable
          label="What refers to it"
          rows={data.incoming.map(toIncoming)}
          words={incomingWords}
          address={address}
        />
      )}
      {data.more && <p className="dim">There are more; the first {data.incoming.length} are shown.</p>}
    </>
  )
}

function toOutgoing(names: CatalogNames, address: ObjectAddress, reference: Reference): ReferenceRow {
  const { how, to, toKind, toArguments, via } = reference
  const [row] = findRows(names, { database: address.database, ...to, kind: toKind, arguments: toArguments })
  return {
    how,
    ...to,
    kind: row === undefined ? toKind : addressAt(names, row).kind,
    arguments: toArguments,
    via,
    columns: columnsText(reference.columns),
  }
}

function toIncoming({ from, how, via, columns }: IncomingReference): ReferenceRow {
  const { schema, name, kind, arguments: rest } = from
  return { how, schema, name, kind, arguments: rest, via, columns: columnsText(columns) }
}

function columnsText(columns: Reference['columns']): string | null {
  if (columns.length === 0) return null
  return columns.map(({ from, to }) => (from === null ? to : `${from} → ${to}`)).join(', ')
}
