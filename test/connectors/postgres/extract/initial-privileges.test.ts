import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SystemPrivileges } from '../../../../src/core/catalog/objects.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../src/core/catalog/snapshot.ts'
import { outerMajors } from '../../../support/majors.ts'
import { takeSnapshot } from '../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

describe.each(outerMajors())('privileges that are not those an object came with, on Postgres %i', (major) => {
  let server: TestServer
  let objects: readonly SnapshotObject[]
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create extension pg_stat_statements; create table orders (id integer)')
  })
  afterAll(() => server.stop())

  it('are none where nobody changed any', async () => {
    objects = (await takeSnapshot(server, 'postgres')).objects
    expect(objects.filter(({ kind }) => kind === 'system privileges')).toEqual([])
    expect(objects.filter((object) => 'initialGrants' in object || 'columnPrivileges' in object)).toEqual([])
    expect(objects.filter(({ extension }) => extension === 'pg_stat_statements').length).toBeGreaterThan(2)
  })

  it('are told with those that it came with', async () => {
    await server.sql(`
      create role auditor;
      grant execute on function pg_read_file(text) to auditor;
      revoke select (relname) on pg_class from public;
      grant select (rolname) on pg_authid to auditor with grant option;
      revoke select on pg_stat_statements from public;
      grant select (query) on pg_stat_statements to auditor;
      grant select (ctid) on orders to public`)
    objects = (await takeSnapshot(server, 'postgres')).objects
    const system = objects.filter((object): object is SystemPrivileges => object.kind === 'system privileges')
    expect(system.map(({ on, name }) => [on, name])).toEqual([
      ['table', 'pg_catalog.pg_authid'],
      ['routine', 'pg_catalog.pg_read_file(text)'],
    ])
    const [authid, readFile] = system
    expect(authid?.grants).toEqual(authid?.initialGrants)
    expect(authid?.columnPrivileges).toEqual([
      { name: 'rolname', grants: [granted('auditor', 'SELECT', true)], initialGrants: null },
    ])
    expect(readFile?.initialGrants).toEqual([granted('postgres', 'EXECUTE')])
    expect(readFile?.grants).toEqual([granted('postgres', 'EXECUTE'), granted('auditor', 'EXECUTE')])

    const relation = (name: string) =>
      objects.find((object): object is Relation => 'columns' in object && object.name === name)
    expect(relation('orders')?.columnPrivileges).toEqual([
      { name: 'ctid', grants: [granted(null, 'SELECT')], initialGrants: null },
    ])
    const statements = relation('pg_stat_statements')
    expect(statements?.initialGrants).toContainEqual(granted(null, 'SELECT'))
    expect(statements?.grants).not.toContainEqual(granted(null, 'SELECT'))
    expect(statements?.columnPrivileges?.map(({ name }) => name)).toEqual(['query'])
  })
})

const granted = (grantee: string | null, privilege: string, grantable = false) => ({
  grantee,
  grantor: 'postgres',
  privileges: [privilege],
  grantable: grantable ? [privilege] : [],
})
