import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { AppError } from '../../core/error.ts'
import type { LineageWish } from '../api/lineage.ts'
import { GoneRelation } from '../catalog/GoneRelation.tsx'
import { NotThereYet } from '../components/NotThereYet.tsx'
import { GraphView } from '../graph/GraphView.tsx'
import { useLineage } from '../hooks/use-lineage.ts'
import { AddressChoice, StatementsChoice } from './AddressChoice.tsx'
import { LineageExportItems } from './LineageExportItems.tsx'
import classes from './LineageView.module.css'
import { OriginList } from './OriginList.tsx'
import { type LineagePlace, toLineageGraph } from './to-graph.ts'

interface Props {
  readonly place: LineagePlace
  readonly relation: { readonly database: string; readonly schema: string; readonly name: string }
}

/** The lineage of a relation: the graph around it, and what says so. What is chosen is kept in the address. */
export function LineageView({ place, relation }: Props) {
  const search = new URLSearchParams(useSearch())
  const asked = { column: search.get('column'), direction: search.get('direction'), depth: Number(search.get('depth')) }
  const { database, schema, name } = relation
  const { column } = asked
  const statements = search.get('statements') === 'true'
  const direction = asked.direction === 'upstream' || asked.direction === 'downstream' ? asked.direction : null
  const depth = [1, 2, 3, 5, 20].includes(asked.depth) ? asked.depth : 2
  const wish = useMemo<LineageWish>(
    () => ({ database, schema, name, column, direction, depth, statements }),
    [database, schema, name, column, direction, depth, statements],
  )
  const { data, error, refetch, isFetching } = useLineage(place.snapshotId, wish)
  const graph = useMemo(() => (data === undefined ? null : toLineageGraph(data, place)), [data, place])
  if (error instanceof AppError && error.code === 'OBJECT_NOT_FOUND') {
    return <GoneRelation service={place.serviceId} {...relation} at={place.at} />
  }
  if (data === undefined || graph === null) return <NotThereYet query={{ error, refetch, isFetching }} />
  const columns = data.nodes.find(({ key }) => key === data.start.node)?.columns ?? []
  return (
    <div className={classes.whole}>
      <GraphView
        label={`Lineage of ${name}`}
        fileName={`lineage-${schema}-${name}`}
        graph={graph}
        exports={<LineageExportItems snapshotId={place.snapshotId} statements={statements} />}
      >
        <AddressChoice label="Column" name="column" value={column ?? ''}>
          <option value="">all</option>
          {columns.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </AddressChoice>
        <AddressChoice label="Show" name="direction" value={direction ?? ''}>
          <option value="">both ways</option>
          <option value="upstream">upstream</option>
          <option value="downstream">downstream</option>
        </AddressChoice>
        <AddressChoice label="Depth" name="depth" value={String(depth)}>
          {[1, 2, 3, 5, 20].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </AddressChoice>
        <StatementsChoice value={statements} />
      </GraphView>
      <p className={classes.legend}>
        Whole lines carry values; dashed ones decide on rows: filters, joins, grouping, sorting.
        {data.more && ' There is more beyond this depth.'}
      </p>
      <OriginList answer={data} place={place} name={column === null ? name : `${name}.${column}`} />
    </div>
  )
}
