import { describe, expect, test } from 'vitest'
import { diffSnapshots } from '../../../src/core/catalog/diff/diff-snapshots.ts'
import type { Column, Relation } from '../../../src/core/catalog/relation.ts'
import type { HiddenPart, SkippedObject, SnapshotObject, SnapshotScope } from '../../../src/core/catalog/snapshot.ts'
import { plainTable, textColumn } from '../../support/plain-table.ts'

const everything: SnapshotScope = {
  databases: ['shop'],
  allDatabases: false,
  filters: { database: null, schema: null, table: null },
}

const snapshot = (
  objects: readonly SnapshotObject[],
  scope: SnapshotScope = everything,
  skipped: readonly SkippedObject[] = [],
) => ({
  header: {
    kind: 'header',
    format: 1,
    connector: 'postgres',
    patchbay: '0',
    server: { version: '18.4', versionNum: 180_004, systemIdentifier: '7' },
    takenAt: '2026-01-01T00:00:00.000Z',
    scope,
  } as const,
  end: { kind: 'end', counts: {}, skipped } as const,
  objects,
})

const column = (name: string, type = 'text', rest: Partial<Column> = {}): Column =>
  textColumn(name, { type, baseType: { schema: 'pg_catalog', name: type, kind: 'base' }, ...rest })

const table = (name: string, columns: readonly Column[], rest: Partial<Relation> = {}): Relation =>
  plainTable('public', name, {
    database: 'shop',
    identity: { oid: 100, columns: columns.map((_, at) => at + 1) },
    columns,
    ...rest,
  })

const orders = table('orders', [column('id', 'integer'), column('note')])

describe('the difference of two snapshots', () => {
  test('is empty when only sizes, estimates and the order of loading moved', () => {
    const later = table('orders', orders.columns, {
      measured: { estimatedRows: 900, sizeBytes: 81_920, lastAnalyzedAt: '2026-02-01T00:00:00.000Z' },
      dependsOn: [{ kind: 'enum', schema: 'public', name: 'state' }],
    })
    expect(diffSnapshots(snapshot([orders]), snapshot([later]))).toEqual({ changes: [], unknown: [] })
  })

  test('names added and removed objects', () => {
    const other = table('invoices', [], { identity: { oid: 200, columns: [] } })
    const { changes } = diffSnapshots(snapshot([orders]), snapshot([other]))
    expect(changes.map(({ change, object }) => `${change} ${object.name}`)).toEqual([
      'added invoices',
      'removed orders',
    ])
  })

  test('says which property of which column changed, from what to what', () => {
    const later = table('orders', [column('id', 'bigint'), column('note', 'text', { nullable: false })])
    const [change] = diffSnapshots(snapshot([orders]), snapshot([later])).changes
    expect(change?.parts.map(({ name, change: kind, properties }) => ({ name, kind, properties }))).toEqual([
      {
        name: 'id',
        kind: 'changed',
        properties: [
          { property: 'type', before: 'integer', after: 'bigint' },
          { property: 'baseType.name', before: 'integer', after: 'bigint' },
        ],
      },
      { name: 'note', kind: 'changed', properties: [{ property: 'nullable', before: true, after: false }] },
    ])
  })

  test('calls a column renamed only when the server still counts it under the same number', () => {
    const renamed = table('orders', [column('id', 'integer'), column('remark')])
    expect(partsOf(orders, renamed)).toEqual(['renamed note → remark'])
    const replaced = table('orders', [column('id', 'integer'), column('remark')], {
      identity: { oid: 100, columns: [1, 3] },
    })
    expect(partsOf(orders, replaced)).toEqual(['added remark', 'removed note'])
  })

  test('calls a table renamed, or moved, only when it is the same object', () => {
    const moved = table('orders', orders.columns, { schema: 'archive' })
    expect(diffSnapshots(snapshot([orders]), snapshot([moved])).changes).toMatchObject([
      {
        change: 'renamed',
        object: { schema: 'archive', name: 'orders' },
        former: { schema: 'public', name: 'orders' },
      },
    ])
    const another = table('orders', orders.columns, { schema: 'archive', identity: { oid: 7, columns: [1, 2] } })
    const { changes } = diffSnapshots(snapshot([orders]), snapshot([another]))
    expect(changes.map(({ change }) => change)).toEqual(['added', 'removed'])
  })

  test('never takes a swap of two names for two changes', () => {
    const a = table('a', [column('x')], { identity: { oid: 1, columns: [1] } })
    const b = table('b', [column('y')], { identity: { oid: 2, columns: [1] } })
    const swapped = [
      table('a', [column('y')], { identity: { oid: 2, columns: [1] } }),
      table('b', [column('x')], { identity: { oid: 1, columns: [1] } }),
    ]
    const { changes } = diffSnapshots(snapshot([a, b]), snapshot(swapped))
    expect(changes.map(({ change, former, object }) => `${change} ${former?.name} → ${object.name}`)).toEqual([
      'renamed b → a',
      'renamed a → b',
    ])
  })

  test('claims no removal outside of what the later snapshot was asked for', () => {
    const narrow = { ...everything, filters: { ...everything.filters, table: { includes: ['^inv'], excludes: [] } } }
    const difference = diffSnapshots(snapshot([orders]), snapshot([], narrow))
    expect(difference.changes).toEqual([])
    expect(difference.unknown).toMatchObject([{ object: { name: 'orders' }, heldBy: 'before', because: 'scope' }])
  })

  test('claims no removal of what the later snapshot could not read, nor addition of what the earlier could not', () => {
    const skips = [
      { object: 'shop.public.orders', reason: 'It was dropped while it was read.' },
      { object: 'shop: relations', reason: 'pg_class cannot be read.' },
      { object: 'shop', reason: 'No connection.' },
    ]
    for (const skip of skips) {
      const lost = diffSnapshots(snapshot([orders]), snapshot([], everything, [skip]))
      expect(lost).toMatchObject({ changes: [], unknown: [{ heldBy: 'before', because: skip }] })
      const found = diffSnapshots(snapshot([], everything, [skip]), snapshot([orders]))
      expect(found).toMatchObject({ changes: [], unknown: [{ heldBy: 'after', because: skip }] })
    }
  })
})

describe('what a skip hides', () => {
  const closed = table('orders', [column('id', 'integer', { default: '5' }), column('note')], {
    policies: [
      { name: 'own', command: 'all', permissive: true, roles: [null], using: 'true', check: null, comment: null },
    ],
  })
  const hiding = (...hides: readonly HiddenPart[]): SkippedObject => ({ object: 'shop: a part', reason: 'No.', hides })

  test('is no change where only properties are not known, and is said of each', () => {
    const skip = hiding({ database: 'shop', kinds: ['table'], properties: ['policies', 'columns.default'] })
    const lost = diffSnapshots(snapshot([closed]), snapshot([orders], everything, [skip]))
    expect(lost).toMatchObject({
      changes: [],
      unknown: [
        { object: { name: 'orders' }, property: 'policies', heldBy: 'before', because: skip },
        { object: { name: 'orders' }, property: 'columns.default', heldBy: 'before', because: skip },
      ],
    })
    const found = diffSnapshots(snapshot([orders], everything, [skip]), snapshot([closed]))
    expect(found.changes).toEqual([])
    expect(found.unknown.map(({ property, heldBy }) => [property, heldBy])).toEqual([
      ['policies', 'after'],
      ['columns.default', 'after'],
    ])
  })

  test('leaves other properties to be compared, and other databases', () => {
    const renamed = table('orders', [column('id', 'bigint'), column('note')])
    const skip = hiding({ database: 'shop', properties: ['policies'] }, { database: 'other' })
    const { changes, unknown } = diffSnapshots(snapshot([closed]), snapshot([renamed], everything, [skip]))
    expect(changes.flatMap(({ parts }) => parts.map(({ list, name }) => `${list} ${name}`))).toEqual(['columns id'])
    expect(unknown).toHaveLength(1)
    const gone = diffSnapshots(snapshot([closed]), snapshot([], everything, [skip]))
    expect(gone.changes.map(({ change }) => change)).toEqual(['removed'])
  })

  test('may be one object, a kind or a whole database, whatever the skip is called', () => {
    for (const part of [
      { database: 'shop', object: { schema: 'public', name: 'orders' } },
      { database: 'shop', kinds: ['table'] },
      { database: 'shop' },
    ] as const) {
      const lost = diffSnapshots(snapshot([closed]), snapshot([], everything, [hiding(part)]))
      expect(lost).toMatchObject({ changes: [], unknown: [{ property: null, heldBy: 'before' }] })
    }
  })
})

function partsOf(before: Relation, after: Relation): string[] {
  const [change] = diffSnapshots(snapshot([before]), snapshot([after])).changes
  return (change?.parts ?? []).map(({ change: kind, formerName, name }) =>
    kind === 'renamed' ? `renamed ${formerName} → ${name}` : `${kind} ${name}`,
  )
}
