import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LoadedSnapshot } from '../../../../../src/core/catalog/read-snapshot.ts'
import { availableMajors } from '../../../../support/majors.ts'
import { takeSnapshot } from '../../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../../support/servers.ts'
import { applyChange, inDatabase } from './apply-change.ts'
import { mutations, original } from './mutations.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const majors = process.env.MAJOR === undefined ? availableMajors() : [Number(process.env.MAJOR)]

describe.each(majors)('statements that change Postgres %i', (major) => {
  let server: TestServer
  let before: LoadedSnapshot
  beforeAll(async () => {
    server = await startServer({ major, conf: { fsync: 'off', wal_level: 'logical' } })
    await server.sql('create database original')
    await server.sql(original, 'original')
    before = inDatabase(await takeSnapshot(server, 'original'), 'app')
  })
  afterAll(() => server.stop())

  it.each(mutations.filter(({ since = 0 }) => since <= major))(
    'lead there and back when $says',
    async ({ sql, oneWay }) => {
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
    },
  )
})
