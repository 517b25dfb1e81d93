import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  databaseQuestions,
  expressionQuestions,
  relationQuestions,
  serverQuestions,
} from '../../../../src/connectors/postgres/catalog/questions/registry.ts'
import { stageOf } from '../../../../src/connectors/postgres/stages/extraction-questions.ts'
import { capabilityStageIds } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { outerMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { runTest } from '../diagnose/run-test.ts'
import { businessSql } from './business.ts'
import { extractForm } from './extract-form.ts'
import { type Recorder, startRecorder } from './record-statements.ts'

/** What is asked of catalogs in these texts, with every range of objects and transactions made equal. */
function questionsIn(texts: readonly string[]): Set<string> {
  const asked = texts.flatMap((text) =>
    [...text.matchAll(/copy \(\n(.*?)\n\) to stdout/gs)].map(([, sql]) => sql ?? ''),
  )
  return new Set(
    asked.map((sql) =>
      sql
        .replace(/between \d+ and \d+/g, 'in RANGE')
        .replace(/= any \('\{[\d,]*\}'::pg_catalog\.oid\[\]\)/g, 'in RANGE')
        .replace(/'\d+'::pg_catalog\.xid8/g, 'pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())')
        .trim(),
    ),
  )
}

test('every question of an extraction has a stage that puts it', () => {
  const questions = [...serverQuestions, ...databaseQuestions, ...relationQuestions, ...expressionQuestions]
  expect(questions.length).toBeGreaterThan(40)
  expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length)
  for (const question of questions) expect(capabilityStageIds).toContain(stageOf(question))
})

describe.each(outerMajors())('on Postgres %i', (major) => {
  let server: TestServer
  let recorder: Recorder
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create role "Reader" login')
    for (const name of ['shop', 'second']) {
      await server.sql(`create database ${name}`)
      await server.sql(businessSql, name)
    }
    recorder = await startRecorder(server.port)
  })
  afterAll(async () => {
    await recorder?.stop()
    await server?.stop()
  })

  test.each([
    ['one database', { database: 'shop' }],
    ['all databases', { ingestAllDatabases: true }],
  ])(
    'the server gets the same questions from a test and from an extraction of %s',
    async (_what, scope: JsonObject) => {
      const form = {
        hostPort: `127.0.0.1:${recorder.port}`,
        username: server.superuser,
        password: server.password,
        sslMode: 'disable',
        ...scope,
      }
      recorder.take()
      await runTest(form)
      const byTest = questionsIn(recorder.take())
      const { outcome } = await extractForm(form)
      expect(outcome.status).toBe('completed')
      const byExtraction = questionsIn(recorder.take())
      expect(byExtraction.size).toBeGreaterThan(40)
      expect([...byTest].sort()).toEqual([...byExtraction].sort())
    },
  )
})
