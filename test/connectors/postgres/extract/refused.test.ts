import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diffSnapshots } from '../../../../src/core/catalog/diff/diff-snapshots.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { businessSql } from '../stages/business.ts'
import { formFor, isRelation, readSnapshot, relationNamed } from './read-snapshot.ts'

let server: TestServer
const database = 'half "open"'
const superuser = () => formFor(server, database)
const locked = () => ({ ...superuser(), username: 'locked_out', password: 'to read' })

beforeAll(async () => {
  server = await startServer()
  await server.sql(`create database "half ""open"""`)
  await server.sql(`create role "Reader"; create role locked_out login password 'to read'`)
  await server.sql(businessSql, database)
  await server.sql(
    `create type mood as enum ('fine'); create domain positive as int check (value > 0);
     create table parts (id int default 5, at mood) partition by list (id);
     create table parts_1 partition of parts for values in (1);
     create index on parts ((id + 1));
     create table plain (x text collate "C" check (x <> '')); create table heir () inherits (plain);
     create trigger touched before update on plain for each row
       execute function suppress_redundant_updates_trigger()`,
    database,
  )
})
afterAll(() => server?.stop())

const catalogs = [
  'select on pg_attrdef',
  'select on pg_attribute',
  'select on pg_class',
  'select on pg_collation',
  'select on pg_constraint',
  'select on pg_description',
  'select on pg_enum',
  'select on pg_index',
  'select on pg_inherits',
  'select on pg_namespace',
  'select on pg_policy',
  'select on pg_rewrite',
  'select on pg_roles',
  'select on pg_trigger',
  'select on pg_type',
  'execute on function format_type(oid, integer)',
  'execute on function pg_get_constraintdef(oid)',
  'execute on function pg_get_expr(pg_node_tree, oid)',
  'execute on function pg_get_functiondef(oid)',
  'execute on function pg_get_indexdef(oid)',
  'execute on function pg_get_viewdef(oid)',
]

describe('a role from which a part of the catalog was taken', () => {
  test.each(catalogs)('reads the rest without %s, and nobody takes what is missing for gone', async (what) => {
    const whole = await readSnapshot(locked())
    await server.sql(`revoke ${what} from public`, database)
    try {
      const part = await readSnapshot(locked())
      expect(part.end.skipped.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('42501'))
      for (const [before, after] of [
        [whole, part],
        [part, whole],
      ] as const) {
        const { changes, unknown } = diffSnapshots(before, after)
        // That it was taken away is one.
        expect(changes.filter(({ object }) => object.kind !== 'system privileges')).toEqual([])
        expect(unknown.length).toBeGreaterThan(0)
      }
    } finally {
      await server.sql(`grant ${what} to public`, database)
    }
  })

  test('gets relations without columns where no types are told', async () => {
    await server.sql('revoke select on pg_type from public', database)
    try {
      const snapshot = await readSnapshot(locked())
      expect(relationNamed(snapshot, 'orders')).toMatchObject({ columns: [], identity: { columns: [] } })
      expect(snapshot.objects.filter(isRelation).length).toBeGreaterThan(5)
    } finally {
      await server.sql('grant select on pg_type to public', database)
    }
  })
})

test('a database that cannot be entered hides what it holds, also where its name needs quotes', async () => {
  const all = { ...formFor(server, 'postgres'), ingestAllDatabases: true }
  const whole = await readSnapshot(all)
  await server.sql('alter database "half ""open""" allow_connections false')
  const part = await readSnapshot(all)
  await server.sql('alter database "half ""open""" allow_connections true')
  expect(part.end.skipped).toEqual([
    { object: '"half ""open"""', reason: 'It takes no connections.', hides: [{ database }] },
  ])
  expect(diffSnapshots(whole, part).changes).toEqual([])
})
