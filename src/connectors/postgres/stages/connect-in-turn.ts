import type { Result } from '../../../core/result.ts'
import { connect } from '../connect.ts'
import type { ConnectFailure, Connection, ConnectOptions } from '../connection.ts'
import { isServerError } from '../diagnose/row.ts'
import type { PostgresSettings } from '../settings/settings.ts'

const tries = 8
const pauseMs = 100

/**
 * Connects after a session of ours was closed. The server ends that one in its own time and counts it until then, so
 * where a role may have one connection only, the next is refused for a moment.
 */
export async function connectInTurn(
  settings: PostgresSettings,
  options: ConnectOptions,
): Promise<Result<Connection, ConnectFailure>> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await connect(settings, options)
    if (result.ok || !isServerError(result.error.cause, '53300')) return result
    if (attempt === tries || options.signal.aborted) return result
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
