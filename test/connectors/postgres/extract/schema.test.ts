import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { default as addFormats } from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { availableMajors } from '../../../support/majors.ts'
import { startServer } from '../../../support/servers.ts'
import { tortureSchema } from '../../../support/torture.ts'
import { formFor, readSnapshot } from './read-snapshot.ts'

const file = path.resolve(import.meta.dirname, '../../../../content/snapshot.schema.json')
const ajv = new Ajv({ allErrors: false, allowUnionTypes: true, strictTypes: false })
;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
const isLine = ajv.compile(JSON.parse(readFileSync(file, 'utf8')))

const [oldest = 18] = availableMajors()

describe.each([...new Set([oldest, availableMajors().at(-1) ?? oldest])])('Postgres %i', (major) => {
  test('every line of a snapshot is as the published schema says', async () => {
    const server = await startServer({ major })
    try {
      await server.sql('create database torture')
      for (const { sql } of tortureSchema(major)) await server.sql(sql, 'torture')
      const { header, objects, end } = await readSnapshot({ ...formFor(server, 'torture'), ingestAllDatabases: true })
      for (const line of [header, ...objects, end]) {
        expect(isLine(line), `${JSON.stringify(line).slice(0, 300)} ${ajv.errorsText(isLine.errors)}`).toBe(true)
      }
      expect(new Set(objects.map(({ kind }) => kind)).size).toBeGreaterThan(25)
    } finally {
      await server.stop()
    }
  })
})

test('a line that lacks something is told from a good one', () => {
  expect(isLine({ kind: 'end', counts: {} })).toBe(false)
  expect(isLine({ kind: 'schema', name: 'sales' })).toBe(false)
  expect(isLine({ kind: 'end', counts: { table: 1 }, skipped: [] })).toBe(true)
})
