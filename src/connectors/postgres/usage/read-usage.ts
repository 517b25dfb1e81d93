import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { Diagnosis } from '../../../core/connection.ts'
import type { JsonObject } from '../../../core/json.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { UsageReading } from '../../../core/usage/reading.ts'
import type { ReadUsageOptions } from '../../connector.ts'
import { toNumber } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { serverIdentity } from '../catalog/server-identity.ts'
import { parseSourceName, type StatementSource, statementSource } from '../catalog/statement-source.ts'
import { missingColumns } from '../catalog/statements.ts'
import { QueryFailure } from '../connection.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { openConnection } from '../open-connection.ts'
import { roleAccess } from '../privileges/role-access.ts'
import { openSession, type Session } from '../stages/session.ts'
import { probeUsage } from '../stages/usage.ts'
import type { World } from '../stages/world.ts'
import { readStatements } from './read-statements.ts'

/** Of each statement. A full source of long texts is some 100 MB that the server reads from a file. */
const limitMs = 60_000

/**
 * One reading of the statement source that the form names. Where it cannot be read, the diagnosis is that of a
 * connection test. Throws the signal's reason after an abort.
 */
export async function readUsage(form: JsonObject, options: ReadUsageOptions): Promise<Result<UsageReading, Diagnosis>> {
  const { signal } = options
  const opened = await openConnection(form, signal)
  if (!opened.ok) return opened
  const { connection, context } = opened.value
  const session = openSession(connection, limitMs)
  try {
    return await readOver(session, context, options)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return err(diagnoseQuery(error, context))
  } finally {
    await session.close()
  }
}

async function readOver(
  session: Session,
  context: World['context'],
  { signal, limit, knownTexts }: ReadUsageOptions,
): Promise<Result<UsageReading, Diagnosis>> {
  const { settings } = context
  const identity = only(await session.ask(serverIdentity, signal))
  const version = identity.versionNum
  const access = only(await session.ask({ ...roleAccess, sql: roleAccess.sql(version) }, signal))
  const name = parseSourceName(settings.queryStatementSource)
  const [source] = await session.ask({ ...statementSource, sql: statementSource.sql(name) }, signal)
  const world: World = {
    context,
    session,
    version,
    evidence: null,
    role: identity.role,
    database: identity.database,
    access,
    scope: null,
    usage: { readable: 'none', problem: null },
  }
  if (source === undefined || !isReadable(source)) return err(await findOut(world, signal))
  try {
    const wanted = settings.scope.allDatabases ? await selectedDatabases(world, signal) : [identity.database.oid]
    const seesAll = access.readAllStats || identity.superuser
    return ok(await readStatements({ session, source, seesAll, databases: wanted, limit, knownTexts, signal }))
  } catch (error) {
    if (!(error instanceof QueryFailure) || !session.usable) throw error
    return err(await findOut(world, signal))
  }
}

function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('a question about one thing has no answer')
  return first
}

const isReadable = ({ selectable, schemaUsable, columns }: StatementSource): boolean =>
  selectable && schemaUsable && missingColumns(columns).length === 0

interface DatabaseRow extends CatalogRow {
  readonly oid: string
  readonly datname: string
}

const databaseNames = {
  name: 'database-names',
  sql: 'select d.oid, d.datname from pg_catalog.pg_database d order by d.datname',
  decode: ({ oid, datname }: DatabaseRow) => ({ oid: toNumber(oid), name: datname }),
}

/** Null, for all of them, unless a filter leaves some out. */
async function selectedDatabases(world: World, signal: AbortSignal): Promise<number[] | null> {
  const filter = world.context.settings.scope.databases
  if (filter.includes.length + filter.excludes.length === 0) return null
  const isSelected = nameFilter(filter)
  const found = await world.session.ask(databaseNames, signal)
  return found.filter(({ name }) => isSelected(name)).map(({ oid }) => oid)
}

/** Why the source cannot be read, in the words of the connection test. */
async function findOut(world: World, signal: AbortSignal): Promise<Diagnosis> {
  const finding = await probeUsage(world, signal)
  if (finding.status === 'passed') throw new Error('a source that a test can read could not be read')
  return finding.diagnosis
}
