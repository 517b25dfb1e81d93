import type { Diagnosis } from '../../core/connection.ts'
import type { JsonObject } from '../../core/json.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { connect } from './connect.ts'
import type { Connection } from './connection.ts'
import { readContainer } from './container.ts'
import type { DiagnosisContext } from './diagnose/row.ts'
import { parseSettings } from './settings/parse-settings.ts'
import type { PostgresSettings } from './settings/settings.ts'

/** Of each step from the name to the login. */
const stepDeadlineMs = 10_000

/** An open connection, with what a diagnosis of later failures needs. */
export interface Opened {
  readonly connection: Connection
  readonly context: DiagnosisContext
}

/**
 * Opens a connection for anything but a test. Refusals come as the diagnosis that a test would give. After an abort
 * the connection is closed and the signal's reason thrown.
 */
export async function openConnection(form: JsonObject, signal: AbortSignal): Promise<Result<Opened, Diagnosis>> {
  const parsed = parseSettings(form)
  if (!parsed.ok) {
    const [diagnosis] = parsed.error
    if (diagnosis === undefined) throw new Error('unusable settings without a problem')
    return err(diagnosis)
  }
  let refused: Diagnosis | null = null
  for (const database of startDatabases(parsed.value)) {
    const context = toContext(parsed.value, database)
    const result = await connect(parsed.value, { database, signal, stepDeadlineMs })
    if (result.ok) {
      if (!signal.aborted) return ok({ connection: result.value, context })
      await result.value.close()
    }
    signal.throwIfAborted()
    if (result.ok) throw new Error('a signal that is aborted did not throw')
    const { diagnoseConnect } = await import('./diagnose.ts')
    refused = diagnoseConnect(result.error, context)
    if (!refused.code.startsWith('OPEN_')) break
  }
  if (refused === null) throw new Error('no database to start from')
  return err(refused)
}

/** With all databases and none named, libpq's custom: start from `postgres`, then `template1`. */
export const startDatabases = ({ dbname }: PostgresSettings): readonly string[] =>
  dbname === null ? ['postgres', 'template1'] : [dbname]

export const toContext = (settings: PostgresSettings, database: string): DiagnosisContext => ({
  settings,
  database,
  container: readContainer(),
})
