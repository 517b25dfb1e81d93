import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LoadedSnapshot } from '../../../../../src/core/catalog/read-snapshot.ts'
import { demoRoles, shopAccess } from '../../../../../src/embedded/demo/sql/shop-access.ts'
import { shopCode } from '../../../../../src/embedded/demo/sql/shop-code.ts'
import { shopTables } from '../../../../../src/embedded/demo/sql/shop-tables.ts'
import { isFullMatrix, outerMajors, productMajor } from '../../../../support/majors.ts'
import { takeSnapshot } from '../../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../../support/servers.ts'
import { tortureSchema } from '../../../../support/torture.ts'
import { applyChange, inDatabase } from './apply-change.ts'
import { mutations, original } from './mutations.ts'

/** All on the product's own major, a share on another one; the full matrix tries all of them on all. */
function mutationsFor(major: number) {
  const all = isFullMatrix || major === productMajor
  return mutations.filter(({ since = 0 }, index) => since <= major && (all || index % 4 === 0))
}

describe.each(outerMajors())('statements that change Postgres %i', (major) => {
  let server: TestServer
  let before: LoadedSnapshot
  beforeAll(async () => {
    server = await startServer({ major, conf: { fsync: 'off', wal_level: 'logical' } })
    await server.sql('create database original')
    await server.sql(original, 'original')
    before = inDatabase(await takeSnapshot(server, 'original'), 'app')
  })
  afterAll(() => server.stop())

  it.each(mutationsFor(major))('lead there and back when $says', async ({ sql, oneWay }) => {
    await server.sql('create database mutated template original')
    try {
      await server.sql(sql, 'mutated')
      const after = inDatabase(await takeSnapshot(server, 'mutated'), 'app')
      const there = await applyChange(server, 'original', before, after)
      expect(there.statements).not.toEqual([])
      expect(there.rest, there.statements.join('\n')).toBe('')
      if (oneWay) return
      const back = await applyChange(server, 'mutated', after, before)
      expect(back.rest, back.statements.join('\n')).toBe('')
    } finally {
      await server.sql('drop database mutated with (force)')
    }
  })
})

describe(`statements that make and remove everything on Postgres ${productMajor}`, () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ conf: { fsync: 'off', wal_level: 'logical' } })
    for (const database of ['nothing', 'torture', 'shop']) {
      await server.sql(`create database ${database} template template0`)
    }
    for (const { sql } of tortureSchema(productMajor)) await server.sql(sql, 'torture')
    await server.sql(demoRoles)
    for (const sql of [shopTables, shopCode, shopAccess]) await server.sql(sql, 'shop')
  })
  afterAll(() => server.stop())

  it.each(['torture', 'shop'])('lead from nothing to %s and back', async (database) => {
    const [nothing, all] = [await takeSnapshot(server, 'nothing'), await takeSnapshot(server, database)]
    const [from, to] = [inDatabase(nothing, 'it'), inDatabase(all, 'it')]
    const there = await applyChange(server, 'nothing', from, to)
    expect(there.rest).toBe('')
    const back = await applyChange(server, database, to, from)
    expect(back.rest).toBe('')
  })
})
