import type { Diagnosis } from '../../../core/connection.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { ProfileProblem, ProfileReading } from '../../../core/quality/profile.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { ProfileOptions } from '../../connector.ts'
import { everyOid } from '../catalog/question.ts'
import { serverDatabases } from '../catalog/questions/server.ts'
import { QueryFailure } from '../connection.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { selectDatabases } from '../extract/select-databases.ts'
import { serverVersion } from '../extract/server-version.ts'
import { type Opened, openConnection } from '../open-connection.ts'
import { openSession } from '../stages/session.ts'
import { profileDatabase, type Run } from './profile-database.ts'
import { parseWantedName } from './select-targets.ts'

/** Of each statement about catalogs. */
const catalogMs = 60_000

/**
 * Profiles what the request names or the settings select, the cheapest first. What one relation fails with costs only
 * that relation. See `Connector.profile`.
 */
export async function profile(form: JsonObject, options: ProfileOptions): Promise<Result<ProfileReading, Diagnosis>> {
  const { signal } = options
  const run = startRun(options)
  const opened = await openConnection(form, signal)
  if (!opened.ok) return opened
  const { connection, context } = opened.value
  try {
    const names = await wantedDatabases(opened.value, run)
    await connection.close()
    for (const name of names) {
      const refused = await profileDatabase(run, { ...form, database: name }, name)
      if (refused !== null) return err(refused)
    }
    return ok({ relations: run.relations, failed: run.failed })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return err(diagnoseQuery(error, context))
  } finally {
    await connection.close()
  }
}

function startRun(options: ProfileOptions): Run {
  const { relations, budget } = options.request
  const named = relations?.map((text) => ({ text, name: parseWantedName(text) })) ?? []
  const unreadable = named.filter(({ name }) => name === null)
  return {
    options,
    wanted: relations === null ? null : named.flatMap(({ name }) => (name === null ? [] : [name])),
    relations: [],
    failed: unreadable.map(({ text }) => ({ database: '', schema: '', relation: text, reason: noName })),
    endsAt: performance.now() + (budget.totalMs ?? Number.POSITIVE_INFINITY),
    bytesLeft: budget.bytes ?? Number.POSITIVE_INFINITY,
  }
}

const noName: ProfileProblem = {
  code: 'RELATION_NAME_INVALID',
  message: 'This is not the name of a relation. Write it as [database.]schema.name, quoted as in SQL.',
}

/** Databases to look into, by name; names of relations that stand with one narrow them down. */
async function wantedDatabases({ connection, context }: Opened, run: Run): Promise<readonly string[]> {
  const { signal } = run.options
  const { settings, database } = context
  if (!settings.scope.allDatabases) return [database]
  const session = openSession(connection, catalogMs)
  const found = await session.put(serverDatabases, serverVersion(connection.parameters), everyOid, signal)
  await session.close()
  const isNamed = (name: string) => run.wanted === null || run.wanted.some((one) => [null, name].includes(one.database))
  return selectDatabases(found, settings, database).selected.filter(isNamed)
}
