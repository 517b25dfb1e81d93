import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchbay } from '../support/patchbay.ts'

let directory: string
const place = (name: string) => path.join(directory, name)

const base = {
  identity: { oid: 1, columns: [] },
  measured: {},
  owner: null,
  grants: null,
  comment: null,
  extension: null,
  dependsOn: [],
}
const column = (name: string) => ({ name, type: 'integer' })
const relation = (kind: string, name: string, columns: readonly string[], more: object = {}) => ({
  ...base,
  kind,
  database: 'shop',
  schema: 'public',
  name,
  columns: columns.map(column),
  parents: [],
  partitionBound: null,
  triggers: [],
  viewDefinition: null,
  ...more,
})
const snapshot = [
  {
    kind: 'header',
    format: 1,
    connector: 'postgres',
    patchbay: '0',
    server: {},
    takenAt: '',
    scope: { databases: ['shop'] },
  },
  { ...base, kind: 'schema', database: 'shop', schema: null, name: 'public' },
  relation('table', 'orders', ['id', 'amount', 'placed']),
  relation('view', 'big', ['order_id'], { viewDefinition: ' SELECT id FROM public.orders WHERE amount > 10;' }),
  {
    ...base,
    kind: 'function',
    database: 'shop',
    schema: 'public',
    name: 'last',
    arguments: 'integer',
    parameters: 'k integer',
    result: 'TABLE(placed timestamp, n integer)',
    language: 'sql',
    body: '',
    definition:
      'CREATE FUNCTION public.last(k integer) RETURNS TABLE(placed timestamp, n integer) LANGUAGE sql AS $$\nselect placed, 1 from orders where id = k $$',
  },
  { kind: 'end', counts: {}, skipped: [] },
]

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-lineage-'))
  await writeFile(
    place('load.sql'),
    'insert into totals (id) select id\nfrom orders where amount > 1;\nselect 1 frm t x;\n',
  )
  await writeFile(
    place('hostile.sql'),
    `select ${'1+'.repeat(20_000)}1;\nselect ${'('.repeat(20_000)}1;\nselect a from t;\n`,
  )
  await writeFile(
    place('bytes.sql'),
    Buffer.concat([
      Buffer.from('select a from t;\n'),
      Buffer.from([0xff, 0, 0xc3, 0x28]),
      Buffer.from(';\nselect b from t'),
    ]),
  )
  await writeFile(place('shop.jsonl'), snapshot.map((line) => JSON.stringify(line)).join('\n'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('patchbay lineage', () => {
  it('prints the lineage of statements as one document', async () => {
    const { code, out, err } = await patchbay(['lineage', '--sql', place('load.sql'), '--json'])
    expect([code, err]).toEqual([0, ''])
    const orders = { database: null, schema: null, relation: 'orders' }
    expect(JSON.parse(out)).toEqual({
      statements: [
        {
          line: 1,
          kind: 'insert',
          target: { database: null, schema: null, relation: 'totals' },
          reads: [
            { ...orders, column: 'id' },
            { ...orders, column: 'amount' },
          ],
          columns: [
            {
              target: { database: null, schema: null, relation: 'totals', column: 'id' },
              sources: [
                { ...orders, column: 'id', kind: 'direct' },
                { ...orders, column: 'amount', kind: 'indirect' },
              ],
            },
          ],
          problems: [],
        },
        {
          line: 3,
          kind: 'unparsable',
          target: null,
          reads: [],
          columns: [],
          problems: [{ code: 'LINEAGE_SYNTAX', message: 'syntax error at or near "t", at character 14', line: 3 }],
        },
      ],
    })
  })

  it('resolves names with a snapshot, from standard input too', async () => {
    const { out } = await patchbay(['lineage', '--sql', '-', '--snapshot', place('shop.jsonl'), '--json'], {
      input: 'select o.*, l.n from orders o, last(1) l',
    })
    const [statement] = JSON.parse(out).statements
    expect(statement.columns.map((found: { target: { column: string } }) => found.target.column)).toEqual([
      'id',
      'amount',
      'placed',
      'n',
    ])
    expect(statement.reads[0]).toEqual({ database: 'shop', schema: 'public', relation: 'orders', column: 'id' })
    expect(statement.problems).toEqual([])
  })

  it("shows a snapshot's views and routines", async () => {
    const { code, out } = await patchbay(['lineage', '--snapshot', place('shop.jsonl'), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out).statements).toMatchObject([
      { kind: 'create_view', target: { relation: 'big' }, columns: [{ target: { column: 'order_id' } }] },
      { kind: 'select', line: 2, target: null, routine: 'public.last(integer)' },
    ])
  })

  it('writes text for people', async () => {
    const moved = await patchbay(['lineage', '--sql', '-'], {
      input: 'alter table a rename to b; drop table c; truncate d',
    })
    expect(moved.out).toMatch(/ a is now b\n.* c is dropped\n.* empties d\n/s)
    const { out } = await patchbay(['lineage', '--sql', place('load.sql')])
    expect(out).toContain('id ← orders.id')
    expect(out).toContain('rows decided by orders.amount')
    expect(out).toContain('2 statements, 1 problem')
  })

  it('survives hostile texts', async () => {
    for (const file of ['hostile.sql', 'bytes.sql']) {
      const { code, out } = await patchbay(['lineage', '--sql', place(file), '--json'])
      expect(code, file).toBe(0)
      expect(JSON.parse(out).statements.at(-1), file).toMatchObject({ line: 3, kind: 'select' })
    }
  })

  it('refuses what it cannot use', async () => {
    const nothing = await patchbay(['lineage', '--json'])
    expect([nothing.code, JSON.parse(nothing.out).code]).toEqual([2, 'REQUEST_INVALID'])
    const missing = await patchbay(['lineage', '--sql', place('none.sql'), '--json'])
    expect([missing.code, JSON.parse(missing.out).code]).toEqual([2, 'INPUT_UNREADABLE'])
  })
})
