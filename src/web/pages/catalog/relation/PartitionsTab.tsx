import type { IncomingReference } from '../../../../core/catalog-api.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import { NotThereYet } from '../../../components/NotThereYet.tsx'
import { sizeText } from '../../../components/quantity.ts'
import { RelativeTime } from '../../../components/RelativeTime.tsx'
import { useReferences } from '../../../hooks/use-catalog.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import { FactList } from '../object/FactList.tsx'
import { ObjectLink } from '../object/ObjectLink.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

/** What a relation is a partition of, its own partitions, and what inherits from it. */
export function PartitionsTab({ relation, address }: TabProps) {
  const { snapshot } = useCatalogContext()
  const { data, error, refetch, isFetching } = useReferences(snapshot.id, address)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  const below = data.incoming.filter(({ how }) => how === 'partition of' || how === 'inherits')
  const { partitioning, partitionBound, parents } = relation
  return (
    <>
      <FactList
        facts={[
          {
            label: 'Partitioned by',
            value: partitioning?.key ?? null,
          },
          {
            label: partitionBound === null ? 'Inherits from' : 'Partition of',
            value:
              parents.length === 0
                ? null
                : parents.map((parent) => (
                    <span key={`${parent.schema}.${parent.name}`}>
                      <ObjectLink {...parent} database={address.database} kind={null} from={address.schema} />{' '}
                    </span>
                  )),
          },
          { label: 'Bound', value: partitionBound === null ? null : <code>{partitionBound}</code> },
        ]}
      />
      {below.length > 0 && (
        <DataTable
          label={`Partitions of ${relation.name}`}
          rows={below}
          columns={columnsFor(address)}
          rowKey={({ from }) => `${from.schema}.${from.name}`}
        />
      )}
      {below.length === 0 && partitioning !== null && (
        <p className={classes.nothing}>No partition yet: rows have nowhere to go.</p>
      )}
      {data.more && <p className="dim">There are more; the first {below.length} are shown.</p>}
    </>
  )
}

function columnsFor(address: TabProps['address']): readonly DataColumn<IncomingReference>[] {
  return [
    {
      id: 'name',
      label: 'Name',
      value: ({ from }) => from.name,
      render: ({ from }) => <ObjectLink {...from} from={address.schema} />,
    },
    {
      id: 'bound',
      label: 'Bound',
      value: ({ partition }) => partition?.bound ?? null,
      render: ({ partition }) => (partition === null ? null : <code title={partition.bound}>{partition.bound}</code>),
      wide: true,
    },
    {
      id: 'rows',
      label: 'Rows, estimated',
      value: ({ partition }) => partition?.measured.estimatedRows ?? null,
      numeric: true,
    },
    {
      id: 'size',
      label: 'Size',
      value: ({ partition }) => partition?.measured.sizeBytes ?? null,
      render: ({ partition }) =>
        typeof partition?.measured.sizeBytes === 'number' ? sizeText(partition.measured.sizeBytes) : null,
      numeric: true,
    },
    {
      id: 'analyzed',
      label: 'Analyzed',
      value: ({ partition }) => partition?.measured.lastAnalyzedAt ?? null,
      render: ({ partition }) =>
        partition?.measured.lastAnalyzedAt ? <RelativeTime at={partition.measured.lastAnalyzedAt} /> : null,
    },
  ]
}
