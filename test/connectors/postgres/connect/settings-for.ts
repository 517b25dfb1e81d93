import { connect } from '../../../../src/connectors/postgres/connect.ts'
import type { ConnectFailure, Connection, ConnectOptions } from '../../../../src/connectors/postgres/connection.ts'
import { parseSettings } from '../../../../src/connectors/postgres/settings/parse-settings.ts'
import type { PostgresSettings } from '../../../../src/connectors/postgres/settings/settings.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import type { Result } from '../../../../src/core/result.ts'
import type { TestServer } from '../../../support/servers.ts'

/** Settings as the form would give them; throws where the form has problems. */
export function settingsFromForm(form: JsonObject, changes: Partial<PostgresSettings> = {}): PostgresSettings {
  const parsed = parseSettings(form)
  if (!parsed.ok) throw new Error(parsed.error.map(({ code, summary }) => `${code}: ${summary}`).join('\n'))
  return { ...parsed.value, ...changes }
}

/** The superuser of a test server. */
export function settingsFor(
  { host, port, password, superuser }: Pick<TestServer, 'host' | 'port' | 'password' | 'superuser'>,
  changes: Partial<PostgresSettings> = {},
): PostgresSettings {
  const form = { hostPort: `${host}:${port}`, username: superuser, password, database: 'postgres' }
  return settingsFromForm(form, changes)
}

export function connectTo(
  settings: PostgresSettings,
  options: Partial<ConnectOptions> = {},
): Promise<Result<Connection, ConnectFailure>> {
  return connect(settings, { signal: new AbortController().signal, stepDeadlineMs: 5_000, ...options })
}

/** Connects, and closes when the work is done. Throws where it cannot connect. */
export async function withConnection<T>(
  settings: PostgresSettings,
  work: (connection: Connection) => Promise<T>,
  options: Partial<ConnectOptions> = {},
): Promise<T> {
  const result = await connectTo(settings, options)
  if (!result.ok) throw new Error(`no connection: ${JSON.stringify(result.error)}`)
  try {
    return await work(result.value)
  } finally {
    await result.value.close()
  }
}

/** The failure of a connection that must not succeed. */
export async function failureOf(
  settings: PostgresSettings,
  options: Partial<ConnectOptions> = {},
): Promise<ConnectFailure> {
  const result = await connectTo(settings, options)
  if (result.ok) {
    await result.value.close()
    throw new Error('connected, though it should not')
  }
  return result.error
}
