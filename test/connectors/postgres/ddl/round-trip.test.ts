import { afterAll, describe, expect, it } from 'vitest'
import type { LoadedSnapshot } from '../../../../src/core/catalog/read-snapshot.ts'
import { fleet, payroll } from '../../../../src/embedded/demo/sql/fleet.ts'
import { demoRoles, shopAccess } from '../../../../src/embedded/demo/sql/shop-access.ts'
import { shopCode } from '../../../../src/embedded/demo/sql/shop-code.ts'
import { shopTables } from '../../../../src/embedded/demo/sql/shop-tables.ts'
import { outerMajors, productMajor } from '../../../support/majors.ts'
import { trusting } from '../../../support/pg-dump.ts'
import { type Rebuilt, rebuild } from '../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { tortureSchema } from '../../../support/torture.ts'

/**
 * The same proof on each major: pg_dump 18.3 reads them all, so that its dumps of the original and of what the
 * snapshot's DDL made in an empty server are compared throughout.
 */
const majors = outerMajors()

describe.each(majors)('DDL from a snapshot of Postgres %i, loaded into an empty server', (major) => {
  const rebuilt = rebuiltFrom(major, 'torture', async (server) => {
    for (const { sql } of tortureSchema(major)) await server.sql(sql, 'torture')
  })

  it('gives a database of which pg_dump 18.3 says the same, with one of everything in it', async () => {
    const { dumps } = await rebuilt()
    expect(dumps.original.length).toBeGreaterThan(100_000)
    expect(linesOf(dumps.rebuilt)).toEqual(linesOf(dumps.original))
  })

  it('gives a database whose snapshot is the same but for numbers, measures and what is filled with rows', async () => {
    const { snapshots } = await rebuilt()
    expect(snapshots.original.end.skipped).toEqual([])
    expect(structureOf(snapshots.rebuilt)).toEqual(structureOf(snapshots.original))
  })
})

describe(`DDL from a snapshot of the demo on Postgres ${productMajor}, loaded into an empty server`, () => {
  const databases = {
    shop: [shopTables, shopCode, shopAccess],
    fleet: ['create extension btree_gist', fleet],
    payroll: [payroll],
  }
  for (const [database, statements] of Object.entries(databases)) {
    const rebuilt = rebuiltFrom(productMajor, database, async (server) => {
      for (const other of Object.keys(databases)) {
        if (other !== database) await server.sql(`create database ${other}`)
      }
      await server.sql(demoRoles)
      for (const sql of statements) await server.sql(sql, database)
    })
    it(`gives a ${database} of which pg_dump 18.3 and a new snapshot say the same`, async () => {
      const { dumps, snapshots } = await rebuilt()
      expect(dumps.original).toContain('CREATE TABLE')
      expect(linesOf(dumps.rebuilt)).toEqual(linesOf(dumps.original))
      expect(structureOf(snapshots.rebuilt)).toEqual(structureOf(snapshots.original))
    })
  }
})

/** An original on a server of its own, and what was made of it; made when first asked for. */
function rebuiltFrom(
  major: number,
  database: string,
  fill: (server: TestServer) => Promise<void>,
): () => Promise<Rebuilt> {
  let server: TestServer | null = null
  let result: Promise<Rebuilt> | null = null
  const make = async () => {
    server = await startServer({ major, hba: trusting })
    await server.sql(`create database ${database} template template0`)
    await fill(server)
    return await rebuild(server, database)
  }
  afterAll(() => server?.stop())
  return () => {
    result ??= make()
    return result
  }
}

const linesOf = (text: string): string[] => text.split('\n')

/** Objects by name; materialized views are rebuilt without rows, which a dump of structure leaves open. */
function structureOf({ objects }: LoadedSnapshot): unknown[] {
  return objects
    .filter(({ kind }) => kind !== 'database')
    .map(({ identity, measured, ...object }) => ('populated' in object ? { ...object, populated: null } : object))
    .sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

const key = ({ kind, schema, name, ...rest }: { kind: string; schema: string | null; name: string }): string =>
  JSON.stringify([kind, schema, name, 'arguments' in rest ? rest.arguments : '', 'on' in rest ? rest.on : ''])
