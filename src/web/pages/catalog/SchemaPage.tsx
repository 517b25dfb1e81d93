import { lazy, Suspense, useId, useMemo } from 'react'
import { Link, useSearch } from 'wouter'
import type { MemberSummary } from '../../../core/catalog-api.ts'
import { objectPath, placePath } from '../../catalog/place.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { ExportMenu } from '../../components/ExportMenu.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { sizeText } from '../../components/quantity.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { TabLinks } from '../../components/TabLinks.tsx'
import { useMembers, useObject } from '../../hooks/use-catalog.ts'
import { useCatalogContext } from './catalog-context.tsx'
import { FactList } from './object/FactList.tsx'
import { GrantTable } from './object/GrantTable.tsx'
import { KindName } from './object/KindName.tsx'
import classes from './object/ObjectPage.module.css'

const KeyGraph = lazy(() => import('./diagram/KeyGraph.tsx').then((module) => ({ default: module.KeyGraph })))

interface Props {
  readonly database: string
  readonly schema: string
}

export function SchemaPage({ database, schema }: Props) {
  const { snapshot, service, at } = useCatalogContext()
  const panelId = useId()
  const isDiagram = new URLSearchParams(useSearch()).get('view') === 'diagram'
  const address = placePath({ service: service.id, database, schema, at })
  const wish = useMemo(() => ({ database, schema, name: null, depth: 1 }), [database, schema])
  const members = useMembers(snapshot.id, database, schema)
  const { data } = useObject(snapshot.id, { kind: 'schema', database, schema: null, name: schema, arguments: '' })
  const shown = members.data?.filter(({ partitionOf }) => partitionOf === null) ?? []
  const partitions = (members.data?.length ?? 0) - shown.length
  if (members.data === undefined) {
    return members.error === null ? (
      <PageSkeleton />
    ) : (
      <LoadError error={members.error} retry={() => members.refetch()} retrying={members.isFetching} />
    )
  }
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className={classes.kind}>Schema</p>
        <h1>{schema}</h1>
        {data?.comment && <p className={classes.comment}>{data.comment}</p>}
        <ExportMenu snapshotId={snapshot.id} database={database} schema={schema} />
      </header>
      <FactList
        facts={[
          { label: 'Owner', value: data?.owner ?? null },
          { label: 'Objects', value: shown.length },
          { label: 'Partitions', value: partitions === 0 ? null : partitions },
        ]}
      />
      <TabLinks
        label="Parts"
        panelId={panelId}
        chosen={isDiagram ? 'diagram' : 'objects'}
        tabs={[
          { id: 'objects', label: 'Objects', count: shown.length, to: address },
          {
            id: 'diagram',
            label: 'Diagram',
            count: null,
            to: `${address}${address.includes('?') ? '&' : '?'}view=diagram`,
          },
        ]}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${isDiagram ? 'diagram' : 'objects'}`}>
        {isDiagram ? (
          <Suspense fallback={<PageSkeleton />}>
            <KeyGraph wish={wish} />
          </Suspense>
        ) : (
          <>
            {shown.length === 0 ? (
              <p className={classes.nothing}>Nothing in it that this snapshot holds.</p>
            ) : (
              <MemberTable members={shown} />
            )}
            {data !== undefined && (
              <>
                <h2 className={classes.section}>Grants</h2>
                <GrantTable grants={data.grants} />
              </>
            )}
          </>
        )}
      </div>
    </div>
  )
}

function MemberTable({ members }: { readonly members: readonly MemberSummary[] }) {
  const { service, at } = useCatalogContext()
  const columns: readonly DataColumn<MemberSummary>[] = [
    {
      id: 'name',
      label: 'Name',
      value: ({ name }) => name,
      render: (member) => (
        <Link to={objectPath(service.id, member, at)}>
          {member.arguments === '' ? member.name : `${member.name}(${member.arguments})`}
        </Link>
      ),
    },
    { id: 'kind', label: 'Kind', value: ({ kind }) => kind, render: ({ kind }) => <KindName kind={kind} /> },
    { id: 'columns', label: 'Columns', value: (member) => member.columns, numeric: true },
    {
      id: 'rows',
      label: 'Rows, estimated',
      value: ({ measured }) => measured?.estimatedRows ?? null,
      numeric: true,
    },
    {
      id: 'size',
      label: 'Size',
      value: ({ measured }) => measured?.sizeBytes ?? null,
      render: ({ measured }) => (typeof measured?.sizeBytes === 'number' ? sizeText(measured.sizeBytes) : null),
      numeric: true,
    },
    {
      id: 'analyzed',
      label: 'Analyzed',
      value: ({ measured }) => measured?.lastAnalyzedAt ?? null,
      render: ({ measured }) => (measured?.lastAnalyzedAt ? <RelativeTime at={measured.lastAnalyzedAt} /> : null),
    },
    { id: 'owner', label: 'Owner', value: ({ owner }) => owner },
    { id: 'comment', label: 'Comment', value: ({ comment }) => comment, wide: true },
  ]
  return (
    <DataTable
      label="Objects of the schema"
      rows={members}
      columns={columns}
      rowKey={({ kind, name, arguments: rest }) => JSON.stringify([kind, name, rest])}
    />
  )
}
