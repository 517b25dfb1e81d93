import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Constraint } from '../../src/core/catalog/relation.ts'
import type { SnapshotObject } from '../../src/core/catalog/snapshot.ts'
import type { ServiceId, SnapshotId } from '../../src/core/ids.ts'
import {
  indexSnapshot,
  listCatalog,
  listMembers,
  searchCatalog,
  searchSnapshot,
  showReferences,
} from '../../src/runs/catalog.ts'
import { plainTable, textColumn } from '../support/plain-table.ts'
import { startState, type TestState } from '../support/stored-catalog.ts'

let state: TestState
let service: ServiceId
let snapshot: SnapshotId

const foreignKey = (columns: readonly string[], to: string, toColumns: readonly string[]): Constraint => ({
  name: `to_${to}`,
  type: 'foreign key',
  columns,
  definition: '',
  references: {
    relation: { schema: 'sales', name: to },
    columns: toColumns,
    onUpdate: 'no action',
    onDelete: 'no action',
    match: 'simple',
  },
  deferrable: false,
  initiallyDeferred: false,
  validated: true,
  enforced: true,
  noInherit: false,
  local: true,
  index: null,
  comment: null,
})

const orders = { schema: 'sales', name: 'orders' }
const objects: readonly SnapshotObject[] = [
  plainTable('sales', 'customers', {
    comment: 'Who buys',
    columns: [textColumn('id'), textColumn('email', { comment: 'Where 100% of the letters_go' })],
  }),
  plainTable('sales', 'orders', {
    kind: 'partitioned table',
    partitioning: { strategy: 'list', key: 'region' },
    constraints: [foreignKey(['customer'], 'customers', ['id'])],
    columns: [
      textColumn('customer'),
      textColumn('region', { type: 'sales.region', baseType: { schema: 'sales', name: 'region', kind: 'enum' } }),
    ],
  }),
  plainTable('sales', 'orders_eu', { parents: [orders], partitionBound: "FOR VALUES IN ('eu')" }),
  plainTable('sales', 'order', {}),
  plainTable('sales', 'reorder_list', {
    kind: 'view',
    reads: [
      { ...orders, column: 'customer' },
      { ...orders, column: 'region' },
    ],
  }),
  plainTable('a"b\nc', 'wei|rd %_\\', { reads: [{ schema: 'a"b\nc', name: 'wei|rd %_\\', column: 'id' }] }),
  {
    kind: 'enum',
    database: 'orders',
    schema: 'sales',
    name: 'region',
    identity: { oid: 1 },
    labels: ['eu', 'us'],
    owner: 'owner',
    grants: null,
    comment: null,
    extension: 'regions',
    dependsOn: [],
  },
]

beforeAll(async () => {
  state = await startState()
  service = await state.makeService('shop')
  await state.keep(service, objects)
  const [entry] = await listCatalog(state)
  if (entry === undefined) throw new Error('nothing was stored')
  snapshot = entry.snapshot.id
})
afterAll(() => state?.stop())

const addressOf = (name: string, kind = 'table', schema = 'sales') => ({
  kind,
  database: 'orders',
  schema,
  name,
  arguments: '',
})
const found = async (text: string) => (await searchSnapshot(state, snapshot, text, 50)).map(({ name }) => name)

describe('a stored catalog', () => {
  test('lists the newest snapshot of each service', async () => {
    const other = await state.makeService('another')
    await state.keep(other, [plainTable('public', 'orders')])
    expect((await listCatalog(state)).map(({ serviceName }) => serviceName)).toEqual(['another', 'shop'])
  })

  test('has an index of names with partitions under their parents', async () => {
    const index = await indexSnapshot(state, snapshot)
    const row = (name: string) => index.names.indexOf(name)
    expect(index.names).toHaveLength(objects.length)
    expect(index.parent).toEqual({ [row('orders_eu')]: row('orders') })
    expect(index.kinds[index.kind[row('reorder_list')] ?? -1]).toBe('view')
    expect(index.places[index.place[row('wei|rd %_\\')] ?? -1]).toEqual(['orders', 'a"b\nc'])
    expect(index.extension).toEqual([row('region')])
  })

  test('lists what stands in a schema with owners, comments and measurements', async () => {
    const members = await listMembers(state, snapshot, 'orders', 'sales')
    expect(members.map(({ name }) => name)).toEqual([
      'customers',
      'order',
      'orders',
      'orders_eu',
      'region',
      'reorder_list',
    ])
    expect(members[0]).toMatchObject({ comment: 'Who buys', columns: 2, measured: { estimatedRows: 1_000 } })
    expect(members[3]).toMatchObject({ partitionOf: orders })
  })

  test('finds names before columns and comments: the whole name, its beginning, a word in it, anywhere', async () => {
    expect(await found('order')).toEqual(['order', 'orders', 'orders_eu', 'reorder_list'])
    expect(await found('sales.orders')).toEqual(['orders', 'orders_eu'])
    expect(await found('EMAIL')).toEqual(['customers'])
    expect(await found('100% letters_go')).toEqual(['customers'])
    expect(await found('%_\\')).toEqual(['wei|rd %_\\'])
    expect(await found('eu')).toEqual(['orders_eu', 'region'])
    expect(await found('   ')).toEqual([])
  })

  test('says where the words were found', async () => {
    const [hit] = await searchSnapshot(state, snapshot, 'letters', 50)
    expect(hit?.matches).toEqual([{ part: 'column comment', of: 'email', text: 'Where 100% of the letters_go' }])
    const hits = await searchCatalog(state, 'orders', 50)
    expect(hits.map(({ serviceName, name }) => `${serviceName} ${name}`)).toContain('another orders')
  })

  test('knows what refers to an object, and the types its columns are made of', async () => {
    const references = await showReferences(state, snapshot, addressOf('orders', 'partitioned table'))
    expect(references.incoming.map(({ how, from }) => [how, from.name])).toEqual([
      ['partition of', 'orders_eu'],
      ['reads', 'reorder_list'],
    ])
    expect(references.incoming[0]?.partition).toMatchObject({ bound: "FOR VALUES IN ('eu')" })
    expect(references.types).toMatchObject([{ kind: 'enum', labels: ['eu', 'us'] }])
    const customers = await showReferences(state, snapshot, addressOf('customers'))
    expect(customers.incoming).toMatchObject([
      { how: 'foreign key', via: 'to_customers', columns: [{ from: 'customer', to: 'id' }] },
    ])
    const odd = await showReferences(state, snapshot, addressOf('wei|rd %_\\', 'table', 'a"b\nc'))
    expect(odd.incoming).toHaveLength(1)
  })
})
