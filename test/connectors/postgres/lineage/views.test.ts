import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentsOf, definitionsOf } from '../../../../src/connectors/postgres/lineage/snapshot-contents.ts'
import { nameKey } from '../../../../src/core/catalog/references.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../src/core/catalog/snapshot.ts'
import type { StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'
import { demoRoles } from '../../../../src/embedded/demo/sql/shop-access.ts'
import { shopCode } from '../../../../src/embedded/demo/sql/shop-code.ts'
import { shopTables } from '../../../../src/embedded/demo/sql/shop-tables.ts'
import { availableMajors, productMajor } from '../../../support/majors.ts'
import { takeSnapshot } from '../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { tortureSchema } from '../../../support/torture.ts'
import { lineageOf } from './describe-lineage.ts'

const isRelation = (object: SnapshotObject): object is Relation => 'columns' in object
const builtIn: readonly string[] = ['pg_catalog', 'information_schema']

/** What pg_depend says of each view, partitions rolled up: as lineage speaks of them. */
function recordedReads(objects: readonly SnapshotObject[]): Record<string, readonly string[]> {
  const relations = objects.filter(isRelation)
  const byName = new Map(relations.map((relation) => [nameKey(relation), relation]))
  const whole = (name: { schema: string; name: string }): { schema: string; name: string } => {
    const relation = byName.get(nameKey(name))
    const [parent] = relation?.partitionBound == null ? [] : relation.parents
    return parent === undefined ? name : whole(parent)
  }
  const views = relations.flatMap((view) => {
    if (view.reads === null) return []
    const reads = view.reads.map((read) => `${whole(read).schema}.${whole(read).name}.${read.column}`)
    return [[`${view.schema}.${view.name}`, [...new Set(reads)].sort()] as const]
  })
  return Object.fromEntries(views)
}

function resolvedReads(entries: readonly StatementLineage[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    entries.map(({ target, reads }) => {
      const named = reads.filter(({ schema, column }) => column !== null && !builtIn.includes(schema ?? ''))
      const names = named.map(({ schema, relation, column }) => `${schema}.${relation}.${column}`)
      return [`${target?.schema}.${target?.relation}`, [...new Set(names)].sort()]
    }),
  )
}

async function viewEntries(objects: readonly SnapshotObject[], database: string) {
  const contents = contentsOf(objects, database)
  const texts = definitionsOf(objects, database).filter(({ routine }) => routine === null)
  return (await Promise.all(texts.map(({ text }) => lineageOf(text, contents)))).flat()
}

async function expectAgreement(server: TestServer, database: string, views: number): Promise<void> {
  const snapshot = await takeSnapshot(server, database)
  // Servers before 15 do not record the columns of a row that a function gives.
  const isUnrecorded = ({ name }: SnapshotObject) => server.major < 15 && name === 'through_function'
  const objects = snapshot.objects.filter((object) => !isUnrecorded(object))
  const entries = await viewEntries(objects, database)
  expect(entries.flatMap(({ problems }) => problems)).toEqual([])
  expect(resolvedReads(entries)).toEqual(recordedReads(objects))
  expect(entries.length).toBeGreaterThanOrEqual(views)
}

describe.each(availableMajors())('Postgres %i: columns that a view reads are those the server recorded', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create database torture')
    for (const { sql } of tortureSchema(major)) await server.sql(sql, 'torture')
  }, 60_000)
  afterAll(() => server?.stop())

  test('in a schema of everything there is', () => expectAgreement(server, 'torture', 15))

  // The demo is made for the server that comes with the product.
  test.runIf(major === productMajor)('in the demo', async () => {
    await server.sql('create database shop')
    for (const sql of [demoRoles, shopTables, shopCode]) await server.sql(sql, 'shop')
    await expectAgreement(server, 'shop', 10)
  })
})
