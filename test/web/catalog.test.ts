import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchQuality } from '../../src/core/catalog/match-object.ts'
import type { CatalogIndex } from '../../src/core/catalog-api.ts'
import { addressAt, findRows, toCatalogNames } from '../../src/web/catalog/catalog-names.ts'
import { markdownText, selectText } from '../../src/web/catalog/copy-relation.ts'
import { objectPath, parsePlace } from '../../src/web/catalog/place.ts'
import { searchNames } from '../../src/web/catalog/search-names.ts'
import { moveInTree } from '../../src/web/catalog/tree-keys.ts'
import { firstExpanded, keysAbove, pathOf, treeRows } from '../../src/web/catalog/tree-rows.ts'
import { plainTable, textColumn } from '../support/plain-table.ts'

/** Through a browser's own reading of addresses, which resolves dots. */
function roundTrip(path: string) {
  const { pathname, search } = new URL(path, 'http://127.0.0.1')
  return parsePlace(pathname, search)
}

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })

describe('an address of the catalog', () => {
  test('leads back to any name', () => {
    fc.assert(
      fc.property(name, name, name, fc.option(fc.constantFrom('keys', 'ddl')), (database, schema, table, tab) => {
        const path = objectPath('s', { kind: 'table', database, schema, name: table, arguments: '' }, 3, tab)
        expect(roundTrip(path)).toEqual({
          service: 's',
          database,
          schema,
          name: table,
          kind: null,
          arguments: '',
          tab,
          at: 3,
        })
      }),
    )
  })

  test.each(['.', '..', '-', '~', '~.', '%', '%2F', 'a/b', '?', '#', ' ', 'é'])('leads back to %s', (odd) => {
    const path = objectPath('s', { kind: 'table', database: odd, schema: odd, name: odd, arguments: '' }, null)
    expect(roundTrip(path)).toMatchObject({ database: odd, schema: odd, name: odd, at: null })
  })

  test('tells overloaded routines and what no schema holds apart', () => {
    const routine = { kind: 'function', database: 'd', schema: 's', name: 'f', arguments: 'integer, text' }
    expect(roundTrip(objectPath('x', routine, null))).toMatchObject(routine)
    const role = { kind: 'role', database: null, schema: null, name: '-', arguments: '' }
    expect(roundTrip(objectPath('x', role, null))).toMatchObject(role)
  })
})

/** Two schemas: a partitioned table with two partitions, an overloaded function and a table of the same name. */
const index: CatalogIndex = {
  kinds: ['table', 'function', 'partitioned table', 'role', 'schema'],
  places: [
    [null, null],
    ['shop', null],
    ['shop', 'public'],
    ['shop', 'sales'],
  ],
  names: ['reader', 'empty', 'total', 'total', 'total', 'Orders', 'orders_1', 'orders_2', 'reorder', 'st_area'],
  kind: [3, 4, 0, 1, 1, 2, 0, 0, 0, 1],
  place: [0, 1, 2, 2, 2, 3, 3, 3, 3, 2],
  arguments: { 3: 'integer', 4: 'text' },
  parent: { 6: 5, 7: 5 },
  extension: [9],
}
const names = toCatalogNames(index)
const labels = (expanded: ReadonlySet<string>) =>
  treeRows(names, expanded).map(({ label, level }) => `${level} ${label}`)

describe('names', () => {
  test('are found by an address: a table before a function of its name, a function by its arguments', () => {
    const at = { database: 'shop', schema: 'public', name: 'total', arguments: '' }
    expect(findRows(names, { ...at, kind: null })).toEqual([2])
    expect(findRows(names, { ...at, kind: 'function', arguments: 'text' })).toEqual([4])
    expect(findRows(names, { ...at, kind: 'view' })).toEqual([])
    expect(addressAt(names, 4)).toEqual({ ...at, kind: 'function', arguments: 'text' })
  })

  test('are searched whole first, then by their beginnings, words and any part, and by schema', () => {
    const found = (text: string) => searchNames(names, text).map((row) => index.names[row])
    expect(found('orders')).toEqual(['Orders', 'orders_1', 'orders_2'])
    expect(found('order')).toEqual(['Orders', 'orders_1', 'orders_2', 'reorder'])
    expect(found('1')).toEqual(['orders_1'])
    expect(found('sales.ord')).toEqual(['Orders', 'orders_1', 'orders_2', 'reorder'])
    expect(found('2 ORD')).toEqual(['orders_2'])
    expect(found(' ')).toEqual([])
  })

  test('fit better the earlier a word begins', () => {
    expect(['order', 'order_line', 'my_order', 'reorder', 'other'].map((text) => matchQuality(text, 'order'))).toEqual([
      0,
      1,
      2,
      3,
      null,
    ])
  })
})

describe('the tree', () => {
  test('unfolds the only database, and what holds a page; partitions stand below their parent', () => {
    expect(labels(firstExpanded(names))).toEqual(['1 shop', '2 empty', '2 public', '2 sales', '1 Roles'])
    expect(labels(new Set(keysAbove(names, 7)))).toEqual([
      '1 shop',
      '2 empty',
      '2 public',
      '2 sales',
      '3 Tables',
      '4 Orders',
      '5 orders_1',
      '5 orders_2',
      '4 reorder',
      '1 Roles',
    ])
  })

  test('keeps what extensions brought apart', () => {
    expect(labels(new Set(keysAbove(names, 9)))).toContain('3 From extensions')
  })

  test('says the level, place and number of neighbours of each line', () => {
    const row = treeRows(names, new Set(keysAbove(names, 7))).find(({ label }) => label === 'orders_2')
    expect(row).toMatchObject({ level: 5, position: 2, siblings: 2 })
    expect(pathOf(names, row?.target ?? null, 's', null)).toBe('/catalog/s/shop/sales/orders_2')
  })

  test('is walked by arrows and by letters', () => {
    const rows = treeRows(names, new Set(keysAbove(names, 7)))
    const move = (at: number, key: string, typed = { text: '', at: 0 }) => moveInTree(rows, at, key, typed, 5)
    expect(move(0, 'ArrowRight')).toEqual({ kind: 'go', index: 1 })
    expect(move(1, 'ArrowRight')).toEqual({ kind: 'expand', open: true })
    expect(move(7, 'ArrowLeft')).toEqual({ kind: 'go', index: 5 })
    expect(move(3, 'ArrowLeft')).toEqual({ kind: 'expand', open: false })
    expect(move(0, 'End')).toEqual({ kind: 'go', index: 9 })
    const typed = { text: '', at: 0 }
    expect(move(0, 'o', typed)).toEqual({ kind: 'go', index: 5 })
    expect(move(5, 'r', typed)).toEqual({ kind: 'go', index: 5 })
    expect(move(0, 'Tab')).toBeNull()
  })
})

describe('copied text', () => {
  const table = plainTable('sales', 'Odd|table', {
    comment: 'Line\nbreak',
    columns: [textColumn('id', { nullable: false }), textColumn('a`b|c', { comment: 'x | y', default: "'`'" })],
  })
  test('is a SELECT of all columns, quoted as the server asks', () => {
    const quote = (text: string) => (/^[a-z]+$/.test(text) ? text : `"${text}"`)
    expect(selectText(table, quote)).toBe('SELECT\n  id,\n  "a`b|c"\nFROM sales."Odd|table";\n')
  })
  test('is Markdown that keeps its table whatever the names are', () => {
    const text = markdownText(table)
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7)
    expect(text).toContain('| `id` | `text` | not null |  |  |')
  })
})
