import { Parser } from '@dbml/core'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { limitSnapshot } from '../../../../src/core/catalog/export/limit-snapshot.ts'
import { findSnapshotFormat } from '../../../../src/core/catalog/export/snapshot-formats.ts'
import { type LoadedSnapshot, loadSnapshot } from '../../../../src/core/catalog/read-snapshot.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import { takeSnapshot } from '../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { tortureSchema } from '../../../support/torture.ts'

const hostile = `
create schema "od.d ""schema""";
create type "od.d ""schema"""."mo'od" as enum ('it''s', 'a "b"', 'new
line', E'back\\\\slash', '\`tick\`');
create table "od.d ""schema"""."select * from | \`x\`" (
  "id" integer primary key, "a""b" text default 'it''s \`x\`', "new
line" "od.d ""schema"""."mo'od", "[x](y) <b>" integer unique, "日本語" text, "=1+1" text, "back\\slash" text, "{{ var }}" text
);
comment on table "od.d ""schema"""."select * from | \`x\`" is E'Line one\\nline ''''''two'''''' {{ ref("x") }} {% if %} | <script>alert(1)</script> \\x7f';
comment on column "od.d ""schema"""."select * from | \`x\`"."id" is 'yes: "no", # [pk] \\';
create table "od.d ""schema"""."table" ("group" integer references "od.d ""schema"""."select * from | \`x\`", "x" integer, "y" integer, primary key ("x", "y"));
create index "in'dex" on "od.d ""schema"""."table" (("x" + 1)) where "y" > 0;
`

let server: TestServer
let snapshot: LoadedSnapshot
let torture: LoadedSnapshot

beforeAll(async () => {
  server = await startServer()
  await server.sql('create database hostile')
  await server.sql(hostile, 'hostile')
  await server.sql('create database torture template template0')
  for (const { sql } of tortureSchema(server.major)) await server.sql(sql, 'torture')
  snapshot = await takeSnapshot(server, 'hostile')
  torture = await takeSnapshot(server, 'torture')
})
afterAll(() => server.stop())

function render(id: string, of: LoadedSnapshot): string {
  const format = findSnapshotFormat(id)
  if (format === null) throw new Error(`no format ${id}`)
  return [...format.render(of)].join('')
}

const tables = ({ objects }: LoadedSnapshot): Relation[] =>
  objects.flatMap((object) => ('columns' in object && object.partitionBound === null ? [object] : []))

describe('exports of a snapshot', () => {
  it.each(['hostile', 'torture'])(
    'are DBML that its own parser reads, with every table, column and reference: %s',
    (which) => {
      const of = which === 'hostile' ? snapshot : torture
      const { schemas } = new Parser().parse(render('dbml', of), 'dbmlv2').export() as unknown as DbmlModel
      const found = schemas.flatMap(({ name, tables }) => tables.map((table) => ({ ...table, schema: name })))
      const wanted = tables(of).filter(({ columns }) => columns.length > 0)
      const plain = (text: string) => text.replace(/[\r\n]+/g, ' ')
      expect(found.map(({ schema, name, fields }) => [schema, name, fields.map((field) => field.name)]).sort()).toEqual(
        wanted
          .map(({ schema, name, columns }) => [plain(schema), plain(name), columns.map((column) => plain(column.name))])
          .sort(),
      )
      const refs = schemas.flatMap((schema) => schema.refs)
      expect(refs.length).toBeGreaterThan(0)
      expect(schemas.flatMap(({ enums }) => enums).length).toBeGreaterThan(0)
    },
  )

  it('are dbt sources that YAML reads back, no template of dbt in them', () => {
    const { version, sources } = parse(render('dbt', snapshot)) as DbtSources
    expect(version).toBe(2)
    const [source] = sources
    expect(source?.schema).toBe('od.d "schema"')
    const table = source?.tables.find(({ name }) => name.startsWith('select'))
    expect(table?.name).toBe('select * from | `x`')
    expect(table?.description).toContain(`{{ '{{' }} ref("x") }} {{ '{%' }} if %}`)
    expect(table?.columns.find(({ name }) => name === 'id')).toEqual({
      name: 'id',
      description: 'yes: "no", # [pk] \\',
      data_type: 'integer',
      data_tests: ['not_null', 'unique'],
    })
    expect(table?.columns.map(({ name }) => name)).toContain('new\nline')
    expect(parse(render('dbt', torture))).toBeTruthy()
  })

  it('are CSV that is read back cell by cell, formulas disarmed', () => {
    const rows = readCsv(render('csv', snapshot))
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([13]))
    expect(rows.slice(1).map((row) => row[5])).toEqual(
      tables(snapshot).flatMap(({ columns }) => columns.map(({ name }) => (name.startsWith('=') ? `'${name}` : name))),
    )
    expect(rows.find((row) => row[5] === 'group')?.[11]).toBe('od.d "schema".select * from | `x`.id')
    expect(new Set(readCsv(render('csv-relations', torture)).map((row) => row.length))).toEqual(new Set([16]))
  })

  it('are Markdown in which names stay text', () => {
    const text = render('markdown', snapshot)
    const tree = unified().use(remarkParse).use(remarkGfm).parse(text)
    const kinds = new Set<string>()
    const cells: number[] = []
    walk(tree as MarkdownNode)
    expect([...kinds]).not.toContain('html')
    expect([...kinds]).not.toContain('link')
    expect(new Set(cells)).toEqual(new Set([5]))
    const headings = (tree.children as unknown as MarkdownNode[])
      .filter(({ type }) => type === 'heading')
      .map(plainText)
    expect(headings).toContain('od.d "schema".select * from | `x`')

    function walk(node: MarkdownNode): void {
      kinds.add(node.type)
      if (node.type === 'tableRow') cells.push(node.children?.length ?? 0)
      for (const child of node.children ?? []) walk(child)
    }
  })

  it('are a folder of Markdown with a file for each relation, under names that any file system takes', () => {
    const files = [...(findSnapshotFormat('markdown')?.renderFiles?.(torture) ?? [])]
    expect(files.length).toBe(tables(torture).length + 1)
    expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length)
    for (const { path } of files) expect(path).toMatch(/^(?:[\p{L}\p{N}_-]+\/){0,2}[\p{L}\p{N}_-]+\.md$/u)
    const index = files[0]?.text ?? ''
    for (const { path } of files.slice(1)) expect(index).toContain(encodeURI(path))
  })

  it('are JSON Lines that are a snapshot again, limited where that was asked for', async () => {
    const limited = limitSnapshot(torture, { database: 'torture', schema: 'torture' })
    const again = await loadSnapshot(lines(render('jsonl', limited)), 'it')
    expect(again.objects).toEqual(limited.objects)
    expect(again.objects.length).toBeLessThan(torture.objects.length)
    expect(
      again.objects.every(({ kind, schema }) => schema === 'torture' || kind === 'schema' || kind === 'database'),
    ).toBe(true)
    expect(again.header.scope.filters.schema).toEqual({ includes: ['^torture$'], excludes: [] })
  })
})

interface DbmlModel {
  readonly schemas: readonly {
    readonly name: string
    readonly tables: readonly { readonly name: string; readonly fields: readonly { readonly name: string }[] }[]
    readonly enums: readonly unknown[]
    readonly refs: readonly unknown[]
  }[]
}

interface DbtSources {
  readonly version: number
  readonly sources: readonly {
    readonly schema: string
    readonly tables: readonly {
      readonly name: string
      readonly description: string
      readonly columns: readonly { readonly name: string }[]
    }[]
  }[]
}

interface MarkdownNode {
  readonly type: string
  readonly value?: string
  readonly children?: readonly MarkdownNode[]
}

const plainText = (node: MarkdownNode): string => node.value ?? (node.children ?? []).map(plainText).join('')

async function* lines(text: string): AsyncGenerator<string> {
  for (const line of text.trimEnd().split('\n')) yield line
}

/** RFC 4180, by its grammar. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
