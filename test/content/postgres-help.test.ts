import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { honouredParameters } from '../../src/connectors/postgres/settings/libpq-parameters.ts'
import { sslModes, targetSessionAttrs } from '../../src/connectors/postgres/settings/settings.ts'
import { supportedMajors } from '../../src/connectors/postgres/version.ts'
import { schemaFields } from '../../src/core/form/schema-fields.ts'
import { checkCoverage } from '../../src/core/help/check-coverage.ts'
import { parseHelp } from '../../src/core/help/parse-help.ts'
import { isJsonObject } from '../../src/core/json.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const content = path.resolve(import.meta.dirname, '../../content/postgres')
const source = readFileSync(path.join(content, 'help.md'), 'utf8')
const schema = JSON.parse(readFileSync(path.join(content, 'connection.schema.json'), 'utf8'))
const index = parseHelp(source)
const section = (id: string) => index.sections.find((candidate) => candidate.id === id)

describe('the Postgres manual', () => {
  it('has no problems', () => {
    expect(index.problems).toEqual([])
    expect(index.title).toBe('Postgres')
  })

  it('has a section for every property of the schema, and no other', () => {
    const { documented, undocumented, orphaned } = checkCoverage(index, schema)
    expect({ undocumented, orphaned }).toEqual({ undocumented: [], orphaned: [] })
    expect(documented).toHaveLength(schemaFields(schema).length)
  })

  it.each(schemaFields(schema))('explains $path under the title of its field', ({ keys, schema: field }) => {
    const found = section(keys.join('.'))
    expect(found?.title).toBe(field.title)
    expect(found?.text.length).toBeGreaterThan(200)
  })

  it.each(schemaFields(schema))('begins the section of $path with a sentence that stands alone', ({ keys }) => {
    const summary = section(keys.join('.'))?.summary ?? ''
    expect(summary).toMatch(/^[A-Z].*\.$/)
    expect(summary.length).toBeGreaterThan(25)
    expect(summary.length).toBeLessThan(200)
    expect(summary).not.toMatch(/^(It|This|That|They|These|See)\b/)
  })

  it('names every major version with the end of its fixes', () => {
    for (const { major, endOfLife } of supportedMajors)
      expect(source).toMatch(new RegExp(`^\\| ${major} \\| ${endOfLife} \\|`, 'm'))
  })

  it('names every SSL mode, connection parameter and session attribute that is honoured', () => {
    for (const mode of sslModes) expect(section('sslMode')?.text).toContain(mode)
    for (const name of [...honouredParameters, ...targetSessionAttrs])
      expect(section('connectionOptions')?.text).toContain(name)
  })

  it('mentions every default that the schema has', () => {
    for (const { keys, schema: field } of schemaFields(schema)) {
      if (typeof field.default === 'string') expect(section(keys.join('.'))?.text).toContain(field.default)
    }
  })

  it('leaves no quoted field name without a field', () => {
    const titles = new Set(schemaFields(schema).map(({ schema: field }) => field.title))
    const emphasised = [...source.matchAll(/(?<![*\w])\*([A-Z][^*\n]+)\*(?!\*)/g)].map(([, words]) => words)
    expect(emphasised.length).toBeGreaterThan(5)
    const buttons = ['Replace']
    for (const words of emphasised) expect([...titles, ...buttons]).toContain(words)
    expect(isJsonObject(schema.properties)).toBe(true)
  })
})

describe('the SQL of the manual', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql('CREATE DATABASE orders')
    await server.sql('CREATE ROLE app_owner', 'orders')
    await server.sql('CREATE SCHEMA sales CREATE TABLE item (id int)', 'orders')
  })
  afterAll(() => server?.stop())

  /** The blocks in which every statement ends in a semicolon, in the order of the document. */
  const blocks = [...source.matchAll(/^ *```sql\n([\s\S]*?)^ *```$/gm)].map(([, text]) => text ?? '')

  it('runs on a server as it stands', async () => {
    expect(blocks.length).toBeGreaterThan(6)
    const createsRole = blocks.filter((text) => text.includes('CREATE ROLE patchbay_reader'))
    for (const text of blocks) {
      if (createsRole.indexOf(text) > 0)
        await server.sql('DROP OWNED BY patchbay_reader; DROP ROLE patchbay_reader', 'orders')
      await server.sql(text, 'orders')
    }
  })

  it('shows a role the texts of others through the view of one’s own, and not without', async () => {
    await server.sql(
      'GRANT USAGE ON SCHEMA monitoring TO patchbay_reader; GRANT SELECT ON monitoring.statements TO patchbay_reader; GRANT EXECUTE ON FUNCTION monitoring.read_statements() TO patchbay_reader',
      'orders',
    )
    await server.sql('SELECT 4711 AS marked_by_the_test', 'orders')
    const count = (from: string) =>
      server.sql(
        `SET ROLE patchbay_reader; SELECT count(*)::int AS texts FROM ${from} WHERE query LIKE '%marked_by_the_test%' AND query NOT LIKE '%count%'`,
        'orders',
      )
    await server.sql('REVOKE pg_read_all_stats FROM patchbay_reader', 'orders')
    expect(await count('public.pg_stat_statements')).toEqual([{ texts: 0 }])
    expect(await count('monitoring.statements')).toEqual([{ texts: 1 }])
  })
})
