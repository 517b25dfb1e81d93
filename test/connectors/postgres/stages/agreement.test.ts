import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { capabilityStageIds } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { outerMajors, productMajor } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { runTest, type TestRun } from '../diagnose/run-test.ts'
import { extractForm } from './extract-form.ts'
import { whatRoleReads } from './role-reads.ts'
import { type Scenario, scenarios, templateSql } from './scenarios.ts'

const password = 'canary of the scenarios'

describe.each(outerMajors())('on Postgres %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ major, conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql('create database business')
    await server.sql(templateSql, 'business')
  })
  afterAll(() => server?.stop())

  const wanted = scenarios.filter(
    ({ since = 0, everywhere }) => major >= since && (major === productMajor || everywhere === true),
  )
  test.each(wanted)('test and extraction agree about $name', async (scenario) => {
    const { database, role } = await setUp(server, scenario, scenarios.indexOf(scenario))
    const form: JsonObject = {
      hostPort: `127.0.0.1:${server.port}`,
      username: role,
      password,
      database,
      sslMode: 'disable',
      ...scenario.form,
    }
    const run = await runTest(form)
    const { outcome, lines } = await extractForm(form)

    // The gate and the extraction open or stay shut together, for the same reason.
    expect(run.report.verdict === 'failed').toBe(outcome.status === 'failed')
    if (outcome.status !== 'completed') {
      expect(tellings(run)).toBe(scenario.told)
      if (outcome.status === 'failed') expect(scenario.told).toContain(outcome.diagnosis.code)
      return
    }
    // What the extraction skips is what the test was refused, no more and no less.
    // (Objects that cannot be whole without an answer are listed besides.)
    const questions = outcome.end.skipped.filter(({ object }) => object.startsWith(`${database}: `))
    const skipped = questions.map(({ object }) => object.slice(database.length + 2))
    expect(refused(run)).toEqual(skipped.sort())
    if (scenario.told.startsWith('closed ')) expect(skipped).not.toEqual([])
    else expect(tellings(run)).toBe(scenario.told)

    // What the test calls readable is what the role can read, asked of the server as that role.
    const reads = await whatRoleReads(server, database, role)
    const inScope = ({ name }: { name: string }) =>
      scenario.form?.schemaFilterPattern === undefined || name.startsWith('public.')
    const relations = factsOf(run, 'relations')
    expect(relations.visible).toBe(lines.filter((line) => relationKinds.includes(line.kind)).length)
    expect(relations.unreadable).toEqual(
      reads.relations.filter((it) => inScope(it) && !it.readable).map(({ name }) => name),
    )
    if (relations.unreadable === undefined) return
    expect(factsOf(run, 'columns').readable).toBe(
      reads.relations.filter(inScope).reduce((sum, { columns }) => sum + columns, 0),
    )
    const rowsHidden = reads.relations.filter(({ rowsHidden: isHidden }) => isHidden).map(({ name }) => name)
    expect(factsOf(run, 'profiler').hidden).toEqual(expect.arrayContaining(rowsHidden))
    // Without pg_depend nobody, the reading of usage neither, finds out whose view it is.
    const isFound = !scenario.name.startsWith('pg_depend')
    if (isFound && scenario.form?.queryStatementSource === undefined) {
      expect(statusOf(run, 'usage') === 'passed').toBe(reads.statements === 'all')
    }
  })
})

const relationKinds: readonly string[] = ['table', 'partitioned table', 'view', 'materialized view', 'foreign table']

async function setUp(server: TestServer, { sql }: Scenario, place: number) {
  const names = { DATABASE: `shop_${place}`, READER: `reader_${place}`, GROUP: `group_${place}` }
  const filled = Object.entries(names).reduce((text, [word, name]) => text.replaceAll(word, name), sql)
  await server.sql(`create role ${names.READER} login password '${password}'`)
  await server.sql(`create database ${names.DATABASE} template business`)
  if (filled !== '') await server.sql(filled, names.DATABASE)
  return { database: names.DATABASE, role: names.READER }
}

/** Stages that did not pass, with their codes; the server's own warning about its age left out. */
function tellings({ report }: TestRun): string {
  return report.stages
    .flatMap((stage) =>
      (stage.status === 'warned' || stage.status === 'failed') && stage.id !== 'server'
        ? [`${stage.id} ${stage.diagnosis.code}`]
        : [],
    )
    .join(', ')
}

function refused(run: TestRun): string[] {
  return capabilityStageIds
    .flatMap((id) => (factsOf(run, id).refused ?? []) as { about: string }[])
    .map(({ about }) => about)
    .sort()
}

function factsOf({ report }: TestRun, id: string): JsonObject {
  const stage = report.stages.find((candidate) => candidate.id === id)
  return stage === undefined || stage.status === 'skipped' ? {} : stage.facts
}

const statusOf = ({ report }: TestRun, id: string) => report.stages.find((stage) => stage.id === id)?.status
