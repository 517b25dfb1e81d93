import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columns } from '../../../../src/connectors/postgres/catalog/columns.ts'
import { databases } from '../../../../src/connectors/postgres/catalog/databases.ts'
import { policies } from '../../../../src/connectors/postgres/catalog/policies.ts'
import {
  type CatalogRow,
  everyOid,
  type OidRange,
  type Question,
} from '../../../../src/connectors/postgres/catalog/question.ts'
import { relations } from '../../../../src/connectors/postgres/catalog/relations.ts'
import { routines } from '../../../../src/connectors/postgres/catalog/routines.ts'
import { schemas } from '../../../../src/connectors/postgres/catalog/schemas.ts'
import { viewDependencies } from '../../../../src/connectors/postgres/catalog/view-dependencies.ts'
import { connect } from '../../../../src/connectors/postgres/connect.ts'
import { columnAccess } from '../../../../src/connectors/postgres/privileges/column-access.ts'
import { relationAccess } from '../../../../src/connectors/postgres/privileges/relation-access.ts'
import { schemaAccess } from '../../../../src/connectors/postgres/privileges/schema-access.ts'
import { parseSettings } from '../../../../src/connectors/postgres/settings/parse-settings.ts'
import { fill } from '../../../../src/connectors/postgres/stages/scope.ts'
import { openSession, type Session } from '../../../../src/connectors/postgres/stages/session.ts'
import { type PgVersion, supportedMajors } from '../../../../src/connectors/postgres/version.ts'
import { availableMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { businessSql } from '../stages/business.ts'

const questions: readonly Question<CatalogRow, unknown>[] = [
  databases,
  schemas,
  relations,
  columns,
  routines,
  policies,
  viewDependencies,
  schemaAccess,
  relationAccess,
  columnAccess,
] as readonly Question<never, unknown>[]

/** The text for every major; majors with the same text stand together. */
function render({ sql }: Question<CatalogRow, unknown>): string {
  const parts: { from: number; to: number; text: string }[] = []
  for (const { major } of supportedMajors) {
    const text = sql(major * 10_000, everyOid).trim()
    const last = parts.at(-1)
    if (last?.text === text) last.to = major
    else parts.push({ from: major, to: major, text })
  }
  return parts
    .map(({ from, to, text }) => `-- Postgres ${from === to ? from : `${from} to ${to}`}\n${text};\n`)
    .join('\n')
}

describe('the catalog’s questions', () => {
  test.each(questions)('$name is sent as its golden says', async (question) => {
    await expect(render(question)).toMatchFileSnapshot(`golden/${question.name}.sql`)
  })

  test.each(questions)('$name names every function and catalog with its schema', (question) => {
    const text = question.sql(180_000, everyOid).replace(/'(?:[^']|'')*'/g, "''")
    const called = [...text.matchAll(/(?<![\w.])([a-z_]+)\(/g)].map(([, name]) => name)
    expect(called.filter((name) => !['exists', 'any', 'in', 'coalesce', 'nullif'].includes(name ?? ''))).toEqual([])
    expect([...text.matchAll(/(?:from|join)\s+(?!pg_catalog\.|\()(\w+)/g)].map(([, name]) => name)).toEqual([])
  })

  test('take nothing for an oid that is none', () => {
    expect(() => schemas.sql(180_000, { oids: [1.5] })).toThrow('not an oid')
    expect(() => schemas.sql(180_000, { from: -1, to: 5 })).toThrow('not an oid')
  })
})

describe.each(availableMajors())('Postgres %i answers', (major) => {
  let server: TestServer
  let session: Session
  let version: PgVersion

  beforeAll(async () => {
    server = await startServer({ major, conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql('create role "Reader"')
    await server.sql('create database shop')
    await server.sql("comment on database shop is 'Bicycles'")
    await server.sql(businessSql, 'shop')
    const form = {
      hostPort: `127.0.0.1:${server.port}`,
      username: 'postgres',
      password: server.password,
      database: 'shop',
    }
    const settings = parseSettings(form)
    if (!settings.ok) throw new Error('unusable settings')
    const opened = await connect(settings.value, { signal: new AbortController().signal, stepDeadlineMs: 5_000 })
    if (!opened.ok) throw new Error(opened.error.cause.value)
    session = openSession(opened.value, 5_000)
    version = major * 10_000
  }, 60_000)
  afterAll(async () => {
    await session?.close()
    await server?.stop()
  })

  const ask = <Row extends CatalogRow, Entry>(question: Question<Row, Entry>, range: OidRange = everyOid) =>
    session.ask(fill(question, version, range), new AbortController().signal)

  test('databases', async () => {
    const found = await ask(databases)
    expect(found.map(({ name }) => name)).toEqual(['postgres', 'shop', 'template0', 'template1'])
    expect(found[1]).toMatchObject({
      owner: 'postgres',
      encoding: 'UTF8',
      localeProvider: 'libc',
      comment: 'Bicycles',
      connectable: true,
    })
    expect(found[2]).toMatchObject({ acceptsConnections: false, template: true })
  })

  test('schemas', async () => {
    expect((await ask(schemas)).map(({ name }) => name)).toEqual(['Odd "name"', 'public', 'sales'])
  })

  test('relations', async () => {
    const found = new Map((await ask(relations)).map((relation) => [`${relation.schema}.${relation.name}`, relation]))
    const events = found.get('sales.events')
    expect(found.get('sales.orders')).toMatchObject({
      kind: 'table',
      comment: 'What was bought',
      estimatedRows: null,
      rowSecurity: { enabled: true, forced: false },
      viewDefinition: null,
      fromExtension: false,
    })
    expect(events).toMatchObject({ kind: 'partitioned table', partitionKey: 'RANGE (at)', accessMethod: null })
    expect(found.get('sales.events_2026')).toMatchObject({
      parents: [events?.oid],
      partitionBound: expect.stringMatching(/^FOR VALUES FROM \('2026-01-01/),
    })
    expect(found.get('sales.paid')?.viewDefinition).toMatch(
      /FROM sales\.orders\s+WHERE \(?(orders\.)?state = 'paid'::sales\.state/,
    )
    expect(found.get('sales.by_customer')).toMatchObject({ kind: 'materialized view', populated: true })
    expect(found.get('public.pg_stat_statements')).toMatchObject({ fromExtension: true })
    expect(found.get('Odd "name".Table; drop')).toMatchObject({ owner: 'postgres' })
  })

  test('columns', async () => {
    const orders = (await ask(relations)).find(({ name }) => name === 'orders')
    const found = new Map((await ask(columns, { oids: [orders?.oid ?? 0] })).map((column) => [column.name, column]))
    expect([...found.keys()]).toEqual(['id', 'customer', 'state', 'total', 'doubled', 'note', 'tags'])
    expect(found.get('id')).toMatchObject({
      type: 'bigint',
      nullable: false,
      statisticsTarget: null,
      compression: null,
    })
    expect(found.get('state')).toMatchObject({
      type: 'sales.state',
      typeKind: 'enum',
      enumLabels: ['new', 'paid', 'lost'],
      default: "'new'::sales.state",
    })
    expect(found.get('total')).toMatchObject({ typeKind: 'domain', baseType: 'numeric(12,2)', comment: 'With tax' })
    expect(found.get('doubled')).toMatchObject({
      default: null,
      generated: { kind: 'stored', expression: expect.stringContaining('* ') },
    })
    expect(found.get('note')).toMatchObject({ collation: 'pg_catalog."C"' })
    expect(found.get('tags')).toMatchObject({ type: 'text[]' })
    const all = await ask(columns)
    expect(all.find(({ name, identity }) => name === 'id' && identity !== null)).toMatchObject({ identity: 'always' })
    expect(all.filter(({ relation }) => relation === orders?.oid)).toEqual([...found.values()])
  })

  test.runIf(major >= 18)('virtual generated columns', async () => {
    await server.sql('create table public.virtual (a int, b int generated always as (a + 1) virtual)', 'shop')
    // The session's snapshot is older than the table; the next statement after a failure begins a new one.
    await session
      .ask({ name: 'failure', sql: 'select 1 / 0', decode: (row) => row }, new AbortController().signal)
      .catch(() => [])
    const column = (await ask(columns)).find(({ generated }) => generated?.kind === 'virtual')
    expect(column).toMatchObject({ name: 'b', default: null, generated: { expression: '(a + 1)' } })
    await server.sql('drop table public.virtual', 'shop')
  })

  test('routines', async () => {
    const found = (await ask(routines)).filter(({ schema }) => schema === 'sales')
    expect(found.map(({ name, kind, signature }) => [name, kind, signature])).toEqual([
      ['nothing', 'procedure', ''],
      ['product', 'aggregate', 'numeric'],
      ['total_of', 'function', 'customer integer'],
      ['total_of', 'function', 'customer text'],
    ])
    expect(found[1]?.definition).toBeNull()
    expect(found[3]?.definition).toContain('BEGIN ATOMIC')
  })

  test('policies', async () => {
    expect(await ask(policies)).toMatchObject([
      {
        relationName: 'customers',
        name: 'tenant isolation',
        command: 'all',
        roles: ['public'],
        using: 'true',
        check: '(vip IS NOT NULL)',
      },
      {
        relationName: 'orders',
        name: 'tenant isolation',
        command: 'select',
        roles: ['Reader'],
        using: '(id > 10)',
        check: null,
      },
    ])
  })

  test('what views read, down to the column', async () => {
    const found = await ask(relations)
    const oid = (name: string) => found.find((relation) => relation.name === name)?.oid
    const paid = (await ask(viewDependencies)).filter(({ view }) => view === oid('paid'))
    const orders = oid('orders')
    expect(paid).toEqual([1, 3, 4].map((sourceColumn) => ({ view: oid('paid'), source: orders, sourceColumn })))
  })
})
