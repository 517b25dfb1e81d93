import { useMemo } from 'react'
import { nameKey } from '../../../../core/catalog/references.ts'
import type { KeyDiagram } from '../../../../core/diagram/key-diagram.ts'
import type { DiagramWish } from '../../../api/diagrams.ts'
import { objectPath } from '../../../catalog/place.ts'
import { NotThereYet } from '../../../components/NotThereYet.tsx'
import { GraphView } from '../../../graph/GraphView.tsx'
import type { Graph } from '../../../graph/graph.ts'
import { useKeyDiagram } from '../../../hooks/use-diagram.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import { DepthChoice } from './DepthChoice.tsx'

/** Foreign keys of a schema, or around a table with a choice of how far. */
export function KeyGraph({ wish }: { readonly wish: DiagramWish }) {
  const { snapshot, service, at } = useCatalogContext()
  const { data, error, refetch, isFetching } = useKeyDiagram(snapshot.id, wish)
  const graph = useMemo(
    () =>
      data === undefined
        ? null
        : toGraph(data, wish, (kind, schema, name) =>
            objectPath(service.id, { kind, database: wish.database, schema, name, arguments: '' }, at, 'diagram'),
          ),
    [data, wish, service.id, at],
  )
  if (graph === null) return <NotThereYet query={{ error, refetch, isFetching }} />
  const about = wish.name === null ? `in ${wish.schema}` : `around ${wish.name}`
  return (
    <>
      {data?.more && <p role="status">Only the first {graph.nodes.length} tables are shown.</p>}
      {graph.nodes.length === 0 ? (
        <p className="dim">The schema has no tables.</p>
      ) : (
        <GraphView
          label={`Foreign keys ${about}`}
          fileName={`keys-${[wish.database, wish.schema, wish.name].filter((part) => part !== null).join('-')}`}
          graph={graph}
        >
          {wish.name !== null && <DepthChoice depth={wish.depth} />}
        </GraphView>
      )}
    </>
  )
}

type PathOf = (kind: string, schema: string, name: string) => string

function toGraph({ relations, keys }: KeyDiagram, wish: DiagramWish, pathOf: PathOf): Graph {
  return {
    nodes: relations.map(({ kind, schema, name, columns }) => ({
      id: nameKey({ schema, name }),
      title: name,
      place: schema,
      kind,
      columns: columns.map((column) => ({ name: column.name, type: column.type, key: column.primary })),
      to: pathOf(kind, schema, name),
      focus: schema === wish.schema && name === wish.name,
    })),
    edges: keys.flatMap(({ name, from, to, columns }) =>
      columns.map((pair, at) => ({
        id: JSON.stringify([from.schema, from.name, name, at]),
        from: { node: nameKey(from), column: pair.from },
        to: { node: nameKey(to), column: pair.to },
        label: name,
        indirect: false,
      })),
    ),
  }
}
