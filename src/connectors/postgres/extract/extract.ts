import { readFileSync } from 'node:fs'
import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { SkippedObject, SnapshotHeader, SnapshotObject } from '../../../core/catalog/snapshot.ts'
import type { Diagnosis } from '../../../core/connection.ts'
import type { ExtractionOutcome } from '../../../core/extraction.ts'
import type { JsonObject } from '../../../core/json.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { ExtractOptions } from '../../connector.ts'
import { everyOid } from '../catalog/question.ts'
import { moment } from '../catalog/questions/names.ts'
import { serverQuestions } from '../catalog/questions/registry.ts'
import { serverDatabases, systemIdentifier } from '../catalog/questions/server.ts'
import { type Connection, QueryFailure } from '../connection.ts'
import { readContainer } from '../container.ts'
import type { DiagnosisContext } from '../diagnose/row.ts'
import { diagnoseConnect, diagnoseQuery } from '../diagnose.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { connectInTurn } from '../stages/connect-in-turn.ts'
import { countObject } from './count.ts'
import { readDatabase } from './read-database.ts'
import { selectDatabases } from './select-databases.ts'
import { serverVersion } from './server-version.ts'
import { Answers, Transaction } from './transaction.ts'

/** Each step of opening a connection. */
const stepDeadlineMs = 15_000

/** Reads everything that the settings select. See `Connector.extract`. */
export async function extract(form: JsonObject, options: ExtractOptions): Promise<ExtractionOutcome> {
  const parsed = parseSettings(form)
  if (!parsed.ok) {
    const [diagnosis] = parsed.error
    if (diagnosis === undefined) throw new Error('unusable settings without a problem')
    return { status: 'failed', diagnosis }
  }
  const settings = parsed.value
  const context: DiagnosisContext = {
    settings,
    database: settings.dbname ?? 'postgres',
    container: readContainer(),
  }
  try {
    return await run(settings, context, options)
  } catch (error) {
    if (options.signal.aborted) return { status: 'cancelled' }
    if (!(error instanceof QueryFailure)) throw error
    return { status: 'failed', diagnosis: diagnoseQuery(error, context) }
  }
}

async function run(
  settings: PostgresSettings,
  context: DiagnosisContext,
  options: ExtractOptions,
): Promise<ExtractionOutcome> {
  const { signal, receive, report } = options
  const opened = await openFirst(settings, context, signal)
  if (!opened.ok) return signal.aborted ? { status: 'cancelled' } : { status: 'failed', diagnosis: opened.error }
  const { connection } = opened.value
  const version = serverVersion(connection.parameters)
  const counts: Record<string, number> = {}
  const skipped: SkippedObject[] = []
  let objectsDone = 0
  try {
    const transaction = new Transaction(connection, { signal, version })
    const answers = new Answers()
    await transaction.ask(serverQuestions, everyOid, answers)
    await transaction.commit()
    const { database: current } = answers.first(moment)
    const selection = selectDatabases(answers.of(serverDatabases), settings, current)
    skipped.push(...selection.skipped)
    const header: SnapshotHeader = {
      kind: 'header',
      format: 1,
      connector: 'postgres',
      patchbay: ownVersion(),
      server: {
        version: connection.parameters.server_version ?? '',
        versionNum: version,
        systemIdentifier: answers.of(systemIdentifier)[0] ?? null,
      },
      takenAt: new Date().toISOString(),
      scope: { databases: selection.selected, allDatabases: settings.scope.allDatabases, filters: filtersOf(settings) },
    }
    await receive([header])
    for (const [place, database] of selection.selected.entries()) {
      const progress = () =>
        report({
          database,
          databasesDone: place,
          databasesTotal: selection.selected.length,
          objectsDone,
          objectsTotal: null,
        })
      progress()
      const own = database === current ? connection : await openOther(settings, context, database, signal)
      try {
        await readDatabase({
          connection: own,
          version,
          signal,
          database,
          isSchema: nameFilter(settings.scope.schemas),
          isTable: nameFilter(settings.scope.tables),
          withServer: place === 0 ? answers : null,
          serverAnswers: answers,
          skip: (entry) => void skipped.push(entry),
          async write(objects: readonly SnapshotObject[]) {
            if (objects.length === 0) return
            for (const object of objects) countObject(object, counts)
            await receive(objects)
            objectsDone += objects.length
            progress()
          },
        })
      } finally {
        if (own !== connection) await own.close()
      }
    }
    const end = { kind: 'end' as const, counts, skipped }
    await receive([end])
    return { status: 'completed', end }
  } finally {
    await connection.close()
  }
}

/** With all databases and none named, libpq's custom: start from `postgres`, then `template1`. */
async function openFirst(
  settings: PostgresSettings,
  context: DiagnosisContext,
  signal: AbortSignal,
): Promise<Result<{ readonly connection: Connection }, Diagnosis>> {
  const names = settings.dbname === null ? ['postgres', 'template1'] : [settings.dbname]
  let diagnosis: Diagnosis | null = null
  for (const database of names) {
    const result = await connectInTurn(settings, { database, signal, stepDeadlineMs })
    if (result.ok) return ok({ connection: result.value })
    diagnosis ??= diagnoseConnect(result.error, { ...context, database })
  }
  if (diagnosis === null) throw new Error('no database was tried')
  return err(diagnosis)
}

async function openOther(
  settings: PostgresSettings,
  _context: DiagnosisContext,
  database: string,
  signal: AbortSignal,
): Promise<Connection> {
  const result = await connectInTurn(settings, { database, signal, stepDeadlineMs })
  if (result.ok) return result.value
  throw new QueryFailure(result.error.cause, result.error.serverError)
}

function filtersOf({ scope }: PostgresSettings): SnapshotHeader['scope']['filters'] {
  const orNull = (pattern: PostgresSettings['scope']['tables']) =>
    pattern.includes.length + pattern.excludes.length === 0 ? null : pattern
  return { database: orNull(scope.databases), schema: orNull(scope.schemas), table: orNull(scope.tables) }
}

let known: string | null = null
function ownVersion(): string {
  known ??= String(JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')).version)
  return known
}
