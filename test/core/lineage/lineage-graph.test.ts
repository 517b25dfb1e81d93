import { expect, test } from 'vitest'
import type { Relation } from '../../../src/core/catalog/relation.ts'
import type { SnapshotObject } from '../../../src/core/catalog/snapshot.ts'
import { type LineageFormat, renderLineage } from '../../../src/core/lineage/export/lineage-export.ts'
import { addStatements } from '../../../src/core/lineage/graph/add-statements.ts'
import { buildLineageGraph } from '../../../src/core/lineage/graph/build-graph.ts'
import { findImpact } from '../../../src/core/lineage/graph/impact.ts'
import { type LineageEdge, nodeKey } from '../../../src/core/lineage/graph/lineage-graph.ts'
import { walkGraph } from '../../../src/core/lineage/graph/walk-graph.ts'
import type { SourceColumn, StatementLineage } from '../../../src/core/lineage/statement-lineage.ts'

const place = (relation: string) => ({ database: 'd', schema: 's', relation })

function relationOf(name: string, columns: readonly string[], more: Partial<Relation> = {}): Relation {
  const shape = { kind: 'table', database: 'd', schema: 's', name, reads: null, partitionBound: null, parents: [] }
  const parts = {
    partitioning: null,
    constraints: [],
    indexes: [],
    triggers: [],
    rules: [],
    policies: [],
    statistics: [],
  }
  const all = columns.map((column) => ({ name: column, type: 'text', foreignOptions: [], generated: null }))
  return { ...shape, ...parts, columns: all, foreign: null, ...more } as unknown as Relation
}

const source = (text: string, ...influences: SourceColumn['influences'][number][]): SourceColumn => {
  const [relation = '', column = ''] = text.split('.')
  return { ...place(relation), column, influences: influences.length > 0 ? influences : ['direct'] }
}

function viewEntry(name: string, columns: Readonly<Record<string, readonly SourceColumn[]>>): StatementLineage {
  const reads = Object.values(columns).flat()
  return {
    line: 1,
    kind: 'create_view',
    target: place(name),
    reads: reads.map(({ influences: _, ...column }) => column),
    columns: Object.entries(columns).map(([column, sources]) => ({ target: { ...place(name), column }, sources })),
    problems: [],
  }
}

const viewOf = (name: string, columns: readonly string[], reads: readonly string[]) =>
  relationOf(name, columns, {
    kind: 'view',
    reads: reads.map((text) => ({ schema: 's', name: text.split('.')[0] ?? '', column: text.split('.')[1] ?? '' })),
  })

const objects: readonly SnapshotObject[] = [
  relationOf('t', ['id', 'a', 'b']),
  viewOf('v', ['id', 'x'], ['t.id', 't.a', 't.b']),
  viewOf('w', ['y', 'z'], ['v.x', 'v.id']),
]
const entries = [
  viewEntry('v', { id: [source('t.id'), source('t.b', 'filter')], x: [source('t.a'), source('t.b', 'filter')] }),
  viewEntry('w', { y: [source('v.x')], z: [source('v.id')] }),
]
const node = (name: string) => nodeKey('d', 's', name)
const graph = buildLineageGraph(objects, entries)

function around(column: string | null, direction: 'upstream' | 'downstream', name = 't', depth = 9) {
  const start = { node: node(name), column }
  const part = walkGraph(graph, { start, directions: [direction], depth, nodesAtMost: 99 })
  const short = (key: string) => JSON.parse(key)[2]
  return {
    ...part,
    nodes: [...part.distances].map(([key, distance]) => `${short(key)} ${distance}`),
    columns: part.columns.map((each) => `${short(each.node)}.${each.column ?? '*'}`).sort(),
  }
}

test('what decides on all columns is one edge to the relation', () => {
  const toView = graph.edges.filter(({ to }) => to.node === node('v'))
  expect(toView.map(({ from, to, direct }) => [from.column, to.column, direct])).toEqual([
    ['id', 'id', true],
    ['a', 'x', true],
    ['b', null, false],
  ])
})

test('a column goes on through what it is part of, and what filters rows through everything', () => {
  expect(around('a', 'downstream').columns).toEqual(['t.a', 'v.x', 'w.y'])
  expect(around('b', 'downstream').columns).toEqual(['t.b', 'v.*', 'w.y', 'w.z'])
  expect(around('y', 'upstream', 'w').columns).toEqual(['t.a', 't.b', 'v.x', 'w.y'])
})

test('a filter of an update on its own table does not spread to all of its columns', () => {
  const update = { ...viewEntry('t', { a: [source('t.b', 'filter')] }), kind: 'update' }
  const start = { node: node('t'), column: 'b' }
  const part = walkGraph(buildLineageGraph(objects, [update, ...entries.slice(1)]), {
    start,
    directions: ['downstream'],
    depth: 9,
    nodesAtMost: 99,
  })
  expect([part.edges.length, part.columns]).toEqual([1, [start]])
})

const copy = (from: string, to: string, kind = 'insert'): StatementLineage => ({
  ...viewEntry(to, { x: [source(`${from}.a`)] }),
  kind,
})
const move = (from: string, to: string | null): StatementLineage => ({
  ...{ line: 1, kind: 'rename', target: null, reads: [], columns: [], problems: [] },
  moves: [{ from: place(from), to: to === null ? null : place(to) }],
})
const waysOf = (edges: readonly LineageEdge[]) =>
  edges.map(({ from, to }) => [from, to].map((each) => `${JSON.parse(each.node)[2]}.${each.column}`).join(' → '))

test('a relation is one node whatever a script calls it when', () => {
  const script = [
    copy('one', 'next', 'create_table_as'),
    move('today', 'before'),
    move('next', 'today'),
    copy('today', 'two'),
    copy('before', 'three'),
    move('today', null),
    copy('one', 'today', 'create_table_as'),
  ]
  const ways = (known: readonly SnapshotObject[]) => waysOf(buildLineageGraph(known, script).edges)
  expect(ways([])).toEqual(['one.a → today.x', 'today.a → two.x', 'before.a → three.x'])
  // A rename that was taken back leaves the name.
  const back = [move('t', 'tmp'), copy('tmp', 'two'), move('tmp', 't'), copy('t', 'three')]
  expect(waysOf(buildLineageGraph(objects, back).edges)).toEqual(['t.a → two.x', 't.a → three.x'])
  // A snapshot from before the script has the old name.
  expect(waysOf(buildLineageGraph(objects, [move('t', 'later'), copy('later', 'two')]).edges)).toEqual(['t.a → two.x'])
})

test('statements from before a rename lead to the name that the snapshot has', () => {
  const called = [copy('old', 'w'), move('older', 'old'), move('old', 't'), copy('older', 'v'), copy('gone', 'v')].map(
    (entry, at) => ({ entry, id: String(at), text: '', calls: '1', lowerBound: false }),
  )
  const { edges } = addStatements(buildLineageGraph(objects, []), called)
  expect(waysOf(edges).sort()).toEqual(['t.a → v.x', 't.a → w.x'])
})

test('dropping a column reaches what stands on it and on views of it, and what statements make of it', () => {
  const index = (name: string, columns: readonly string[]) =>
    ({
      name,
      columns,
      included: [],
      definition: '',
      predicate: null,
      parent: null,
    }) as unknown as Relation['indexes'][0]
  const foreignKey = {
    name: 'u_t',
    type: 'foreign key',
    columns: ['t_id'],
    local: true,
    index: null,
    references: { relation: { schema: 's', name: 't' }, columns: ['id'] },
  } as unknown as Relation['constraints'][0]
  const policy = { name: 'own', using: "(a = 'x'::text)", check: null } as unknown as Relation['policies'][0]
  const stored = { ...viewOf('m', ['x'], ['t.a']), kind: 'materialized view', indexes: [index('m_x', ['x'])] }
  const known = buildLineageGraph(
    [
      relationOf('t', ['id', 'a', 'b'], { indexes: [index('t_a', ['a']), index('t_b', ['b'])], policies: [policy] }),
      relationOf('u', ['t_id', 'x'], { constraints: [foreignKey], indexes: [index('u_x', ['x'])] }),
      stored as SnapshotObject,
      viewOf('other', ['b'], ['t.b']),
    ],
    [
      { ...viewEntry('m', { x: [source('t.a')] }), kind: 'create_materialized_view' },
      viewEntry('other', { b: [source('t.b')] }),
      copy('t', 'u'),
    ],
  )
  const reached = (column: string | null) =>
    findImpact(known, { node: node('t'), column })
      .flatMap((at) => known.origins[at] ?? [])
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort()
  // The table's copy of it in `u` and its index stay as they are; the materialized view and its index do not.
  expect(reached('a')).toEqual(['index m_x', 'index t_a', 'policy own', 'statement insert', 'view m'])
  expect(reached('id')).toEqual(['foreign key u_t'])
  expect(reached('b')).toEqual(['index t_b', 'view other'])
  expect(reached(null)).toEqual([...new Set([...reached('a'), ...reached('id'), ...reached('b')])].sort())
})

test('the depth counts relations and says that there is more', () => {
  expect(around(null, 'downstream', 't', 1)).toMatchObject({ nodes: ['t 0', 'v 1'], more: true })
  expect(around(null, 'downstream')).toMatchObject({ nodes: ['t 0', 'v 1', 'w 2'], more: false })
  expect(around(null, 'upstream', 'w')).toMatchObject({ nodes: ['w 0', 'v -1', 't -2'], more: false })
})

test('a view of which the server recorded something else is a problem', () => {
  const other = [...objects.slice(0, 1), viewOf('v', ['id', 'x'], ['t.id', 't.a', 'u.q']), ...objects.slice(2)]
  const { origins } = buildLineageGraph(other, entries)
  expect(origins[0]).toMatchObject({
    confidence: 'partial',
    problems: [
      {
        code: 'LINEAGE_DISAGREES',
        message: 'The server recorded that it also reads s.u.q. The server recorded nothing of s.t.b.',
      },
    ],
  })
  expect(origins[1]?.problems).toEqual([])
})

test('foreign tables lead to the service that they stand for, and multi-tenant ones to their children', () => {
  const server = (name: string, wrapper: string, options: readonly string[]) =>
    ({ kind: 'foreign server', database: 'd', schema: null, name, wrapper, options }) as unknown as SnapshotObject
  const foreign = (name: string, on: string, options: readonly string[] = []) =>
    relationOf(name, ['id'], { kind: 'foreign table', foreign: { server: on, options } })
  const { nodes, edges } = buildLineageGraph(
    [
      server('far', 'postgres_fdw', ['host=db.far', 'port=6000', 'dbname=app']),
      server('spider', 'pgspider_core_fdw', []),
      foreign('here', 'far', ['schema_name=x', 'table_name=there']),
      foreign('m', 'spider'),
      foreign('m__one__0', 'far'),
    ],
    [],
    [{ id: 'service-1', name: 'Far', host: 'DB.far', port: '6000', database: 'app' }],
  )
  const ways = edges.map(({ from, to }) => [nodes.get(from.node), nodes.get(to.node)])
  expect(
    ways.map(([from, to]) => `${from?.service ?? ''} ${from?.schema}.${from?.relation} → ${to?.relation}`),
  ).toEqual(['service-1 x.there → here', ' s.m__one__0 → m', 'service-1 s.m__one__0 → m__one__0'])
})

test.each<[LineageFormat, string]>([
  ['csv', 'd.s.t,b,d.s.v,,indirect,s.v,certain\r\n'],
  ['dot', 'n0 -> n1;'],
  ['mermaid', '  n0 --> n1\n'],
  ['openlineage', '"job":{"namespace":"postgres://h:1","name":"d.s.v"}'],
])('is written as %s', (format, part) => {
  const text = renderLineage(format, { graph, namespace: 'postgres://h:1', at: '2026-01-02T03:04:05Z' })
  expect(text).toContain(part)
})

test('names cannot break out of what they are written into', () => {
  const hostile = '=x"];\n<script>'
  const bad = buildLineageGraph(
    [relationOf(hostile, ['a']), viewOf('v', ['a'], [])],
    [{ ...viewEntry('v', { a: [{ ...place(hostile), column: 'a', influences: ['direct'] }] }) }],
  )
  const write = (format: LineageFormat) => renderLineage(format, { graph: bad, namespace: 'n', at: '' })
  expect(write('mermaid')).not.toContain('<script>')
  expect(write('dot')).toContain('\\"];\\n<script>')
  expect(
    write('openlineage')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toHaveLength(1)
})
