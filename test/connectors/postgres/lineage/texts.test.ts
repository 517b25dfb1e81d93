import { describe, expect, it } from 'vitest'
import { splitStatements } from '../../../../src/connectors/postgres/lineage/split-statements.ts'
import { codesOf, columnsOf, lineageOf, parserSlot } from './describe-lineage.ts'

describe('a text of several statements', () => {
  it('is split where the server splits it', async () => {
    const text = [
      `select ';', "a;b", $$;$$, $x$ ; $$ ; $x$, E'\\';'`,
      `/* ; /* nested ; */ ; */ select 2 -- ; here\n`,
      `create rule r as on insert to t do also (delete from a; delete from b)`,
      `create function f() returns int begin atomic select case when true then 1 end; select 2; end`,
      `select 'é', 1`,
    ].join(';\n')
    const { parser } = await parserSlot
    const parsed = parser.parse(text)
    const bytes = new TextEncoder().encode(text)
    const theirs = (parsed.ok ? (parsed.value.stmts ?? []) : []).map(({ stmt_location: at = 0, stmt_len: size }) =>
      new TextDecoder().decode(bytes.subarray(at, size === undefined ? undefined : at + size)),
    )
    const clean = (part: string) => part.replace(/-- .*|^\s*\/\*.*\*\/ /g, '').trim()
    expect([...splitStatements(text)].map((part) => clean(part.text))).toEqual(theirs.map(clean))
    expect([...splitStatements(text)].map(({ line }) => line)).toEqual([1, 2, 4, 5, 6])
  })

  it('loses nothing to one bad statement', async () => {
    const entries = await lineageOf(
      "select 1 frm x y;\nselect a from (t;\nselect b from u where c = 'x;\nselect d from v;",
    )
    expect(entries.map(({ line, kind }) => [line, kind])).toEqual([
      [1, 'unparsable'],
      [2, 'unparsable'],
      [3, 'unparsable'],
      [4, 'select'],
    ])
    expect(entries[0]?.problems).toEqual([
      { code: 'LINEAGE_SYNTAX', message: 'syntax error at or near "x", at character 14', line: 1 },
    ])
  })

  it('may hold commands of psql and rows of COPY', async () => {
    const entries = await lineageOf(
      "\\set x 1\n\\copy (select a from t) to 'f'\ncopy u from stdin;\n1;'\n\\.\nselect b from u where c = :x and d = :'y' \\gexec\nselect 1",
    )
    expect(entries.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'copy'],
      [3, 'copy'],
      [6, 'select'],
      [7, 'select'],
    ])
    expect(entries.map(codesOf)).toEqual([[], [], ['LINEAGE_TEXT_REPAIRED'], []])
  })
})

describe('a text of pg_stat_statements', () => {
  it.each([
    'select a from t where b in ($1 /*, ... */)',
    'select interval $1, date $2 from t',
    'deallocate $1',
    'fetch $1 in c',
    'savepoint $1',
  ])('parses with its parameters: %s', async (sql) => {
    expect((await lineageOf(sql)).map(({ kind }) => kind)).not.toContain('unparsable')
  })

  it('may be hidden', async () => {
    expect((await lineageOf('<insufficient privilege>')).map(codesOf)).toEqual([['LINEAGE_TEXT_MASKED']])
  })

  it('that was cut off is flagged, and read as far as it goes', async () => {
    const sql = 'insert into t (a, b) select x.c, case when x.d > 1 then x.e end from x join y on (x.id = y.id and y.na'
    const [entry] = await lineageOf(sql)
    expect(entry && codesOf(entry)).toEqual(['LINEAGE_TEXT_TRUNCATED'])
    expect(entry && columnsOf(entry)[0]).toBe('t.a ← x.c, x.id (join), y.id (join), y.na (join)')
  })

  it('that has the size of a cut is flagged although it parses', async () => {
    const sql = `select a from t where b = '${'x'.repeat(1023 - 'select a from t where b = '.length - 2)}'`
    expect((await lineageOf(sql)).flatMap(codesOf)).toEqual(['LINEAGE_TEXT_TRUNCATED'])
    expect((await lineageOf(`${sql};`)).flatMap(codesOf)).toEqual([])
    expect((await lineageOf('select a from t', null, 16)).flatMap(codesOf)).toEqual(['LINEAGE_TEXT_TRUNCATED'])
  })
})

const doubling = `with x0 as (select 1 as a)${Array.from(
  { length: 40 },
  (_, at) => `, x${at + 1} as (select l.*, r.* from x${at} l, x${at} r)`,
).join('')} select * from x40`

describe('a hostile text', () => {
  it.each([
    ['nested brackets', `select ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['a long chain', `select ${'1+'.repeat(30_000)}1`],
    ['open quotes', "'".repeat(200_001)],
    ['NUL and broken surrogates', 'select \0 a\ud800 from t'],
    ['comments in comments', `${'/*'.repeat(200_000)}${'*/'.repeat(200_000)}`],
    ['10 MB', `select '${'x'.repeat(10_000_000)}' as a from t`],
    ['100,000 columns', `select ${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(', ')} from t`],
    ['columns that double', doubling],
    ['many semicolons', ';'.repeat(100_000)],
  ])('of %s neither hangs nor takes others along', async (_name, hostile) => {
    const entries = await lineageOf(`${hostile};\nselect b from u;`)
    expect(entries.at(-1)).toMatchObject({ kind: 'select', line: 2 })
  })
})
