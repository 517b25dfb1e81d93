import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { supportedMajors } from '../../../../src/connectors/postgres/version.ts'
import { capabilityStageIds, type StageId } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { availableMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { copied, diagnosisOf, runTest, stageOf, type TestRun } from '../diagnose/run-test.ts'
import { businessSql } from './business.ts'

const password = 'canary of the capabilities'
const majors = availableMajors()
const untested = supportedMajors.map(({ major }) => major).filter((major) => !majors.includes(major))
if (untested.length > 0) console.warn(`No server at hand for Postgres ${untested.join(', ')}: untested`)

const factsOf = (run: TestRun, id: StageId): JsonObject => {
  const stage = stageOf(run, id)
  if (stage.status === 'skipped') throw new Error(`stage ${id} was skipped because of ${stage.because}`)
  return stage.facts
}

describe.each(majors)('Postgres %i', (major) => {
  let server: TestServer
  const form = (more: JsonObject = {}): JsonObject => ({
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'shop',
    ...more,
  })
  const asReader = (more: JsonObject = {}) => form({ username: 'Reader', password, ...more })

  beforeAll(async () => {
    server = await startServer({ major, conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql(`create role "Reader" login password '${password}'`)
    await server.sql('create database shop')
    await server.sql('create database empty')
    await server.sql(businessSql, 'shop')
  })
  afterAll(() => server?.stop())

  test('is read in full by a superuser', async () => {
    const run = await runTest(form())
    const expected = capabilityStageIds.map((id) => [id, 'passed'])
    expect(capabilityStageIds.map((id) => [id, stageOf(run, id).status])).toEqual(expected)
    // 14 has had its last fix.
    expect(stageOf(run, 'server').status).toBe(major === 14 ? 'warned' : 'passed')
    if (major === 14) expect(diagnosisOf(run, 'server').code).toBe('SERVER_OUT_OF_SUPPORT')
    expect(run.report.verdict).toBe(major === 14 ? 'warned' : 'passed')
    expect(run.report.server?.version).toBe(server.version)
    expect(factsOf(run, 'relations')).toMatchObject({ visible: 11, readable: 11, views: 4 })
    expect(factsOf(run, 'tags')).toMatchObject({ visible: 2, relations: 2, tags: ['tenant isolation'] })
    expect(factsOf(run, 'lineage')).toMatchObject({ fromStatements: 'all' })
    expect(factsOf(run, 'routines')).toMatchObject({ summary: expect.stringMatching(/^\d+ routines$/) })
  })

  test('shows every statement that was sent, and all of them were answered', async () => {
    const run = await runTest(form())
    for (const id of [...capabilityStageIds, 'server'] as const) {
      const queries = factsOf(run, id).queries as { name: string; sql: string; rows: number | null }[]
      for (const query of queries)
        expect(query).toMatchObject({
          rows: expect.any(Number),
          sql: expect.stringMatching(/^(select |with |copy \(\s*select )/),
        })
    }
    const names = run.report.stages.flatMap((stage) =>
      stage.status === 'skipped' ? [] : ((stage.facts.queries ?? []) as { name: string }[]).map(({ name }) => name),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('a role without privileges is told what will be missing, and the scripts open and close exactly that', async () => {
    const readable = () => readableNames(server)
    const before = await readable()
    const run = await runTest(asReader())
    expect(run.report.verdict).toBe('warned')
    expect(diagnosisOf(run, 'schemas').code).toBe('SCHEMAS_NOT_USABLE')
    expect(factsOf(run, 'relations').readable).toBe(before.length)
    const relations = diagnosisOf(run, 'relations')
    expect(relations.code).toBe('RELATIONS_NOT_READABLE')
    expect(diagnosisOf(run, 'columns')).toMatchObject({
      code: 'COLUMNS_NOT_READABLE',
      summary: expect.stringContaining('1 column'),
    })
    expect(diagnosisOf(run, 'profiler').code).toBe('PROFILER_TABLES_NOT_READABLE')

    await server.sql(copied(relations, 'Copy GRANT'), 'shop')
    const granted = await runTest(asReader())
    expect(stageOf(granted, 'schemas').status).toBe('passed')
    expect(stageOf(granted, 'relations').status).toBe('passed')
    expect(factsOf(granted, 'relations').readable).toBe((await readable()).length)
    // Now that the tables can be read, what row-level security hides comes to light.
    expect(diagnosisOf(granted, 'profiler')).toMatchObject({ code: 'PROFILER_ROWS_HIDDEN' })
    expect(factsOf(granted, 'profiler')).toMatchObject({ rowsHidden: 2 })

    const columns = diagnosisOf(granted, 'columns')
    await server.sql(copied(columns, 'Copy GRANT'), 'shop')
    await server.sql('create table sales.later (id int)', 'shop')
    const whole = await runTest(asReader())
    expect(stageOf(whole, 'columns').status).toBe('passed')
    expect(stageOf(whole, 'relations').status).toBe('passed')

    await server.sql('drop table sales.later', 'shop')
    await server.sql(copied(columns, 'Copy REVOKE'), 'shop')
    await server.sql(copied(relations, 'Copy REVOKE'), 'shop')
    expect(await readable()).toEqual(before)
    expect(factsOf(await runTest(asReader()), 'relations')).toMatchObject(factsWithoutQueries(run, 'relations'))
  })

  test('texts of other roles’ statements are counted as hidden until the grant', async () => {
    const run = await runTest(asReader())
    const usage = diagnosisOf(run, 'usage')
    expect(usage.code).toBe('USAGE_TEXTS_MASKED')
    const { visible, masked } = factsOf(run, 'usage') as { visible: number; masked: number }
    expect(masked).toBeGreaterThan(0)
    expect(visible).toBeGreaterThan(masked)
    expect(diagnosisOf(run, 'lineage').code).toBe('LINEAGE_FROM_VIEWS_ONLY')
    await server.sql(copied(usage, 'Copy GRANT'))
    const granted = await runTest(asReader())
    expect(stageOf(granted, 'usage')).toMatchObject({ status: 'passed', facts: { masked: 0 } })
    expect(stageOf(granted, 'lineage').status).toBe('passed')
    await server.sql(copied(usage, 'Copy REVOKE'))
    expect(diagnosisOf(await runTest(asReader()), 'usage').code).toBe('USAGE_TEXTS_MASKED')
  })

  test('membership without its rights is no grant', async () => {
    await server.sql(`create role distant login noinherit password '${password}'`)
    await server.sql('grant pg_read_all_stats to distant')
    const distant = form({ username: 'distant', password })
    const run = await runTest(distant)
    // 14 itself looks at membership only.
    if (major === 14) {
      expect(stageOf(run, 'usage').status).toBe('passed')
      return
    }
    expect(diagnosisOf(run, 'usage').summary).toContain('does not inherit')
    await server.sql(copied(diagnosisOf(run, 'usage'), 'Copy GRANT'))
    expect(stageOf(await runTest(distant), 'usage').status).toBe('passed')
  })

  test('a database without the extension says so, and the script brings it', async () => {
    const run = await runTest(form({ database: 'empty' }))
    expect(diagnosisOf(run, 'usage')).toMatchObject({
      code: 'USAGE_EXTENSION_MISSING',
      cause: { kind: 'sqlstate', value: '42P01' },
      fields: ['/queryStatementSource'],
    })
    expect(stageOf(run, 'tags')).toMatchObject({ status: 'passed', facts: { summary: 'No policies' } })
    expect(stageOf(run, 'profiler').status).toBe('passed')
    await server.sql(copied(diagnosisOf(run, 'usage'), 'Copy CREATE EXTENSION'), 'empty')
    expect(stageOf(await runTest(form({ database: 'empty' })), 'usage').status).toBe('passed')
    await server.sql(copied(diagnosisOf(run, 'usage'), 'Copy DROP EXTENSION'), 'empty')
  })
})

/** What the role can really read: every relation is asked for a row, as the role. */
async function readableNames(server: TestServer): Promise<string[]> {
  const rows = await server.sql(
    `select format('%I.%I', schemaname, relname) as name from (
      select n.nspname as schemaname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') t order by 1`,
    'shop',
  )
  const names: string[] = []
  for (const { name } of rows as { name: string }[]) {
    // The count of no column at all needs SELECT on any one column, as a profile of what is readable does.
    const [answer] = (await server.sql(
      `set role "Reader"; do $$ begin execute 'select count(*) from ${name} where false'; perform set_config('test.read', 'yes', false);
        exception when insufficient_privilege then perform set_config('test.read', 'no', false); end $$;
       select current_setting('test.read') as read`,
      'shop',
    )) as { read: string }[]
    if (answer?.read === 'yes') names.push(name)
  }
  return names
}

function factsWithoutQueries(run: TestRun, id: StageId): JsonObject {
  const { queries: _, ...facts } = factsOf(run, id)
  return facts
}
