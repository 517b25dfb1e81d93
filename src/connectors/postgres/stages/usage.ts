import type { Diagnosis, Facts } from '../../../core/connection.ts'
import type { Finding } from '../../run-stages.ts'
import { everyOid, type OidRange } from '../catalog/question.ts'
import { parseSourceName, type StatementSource, sourceInSql, statementSource } from '../catalog/statement-source.ts'
import { assumedColumns, missingColumns, statementCounts, statements } from '../catalog/statements.ts'
import { QueryFailure } from '../connection.ts'
import { copySql, counted, field, isServerError, listed } from '../diagnose/row.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { extensionStep, grantActions, readAllStatsStep, readSourceStep } from '../privileges/grant-script.ts'
import type { RoleAccess } from '../privileges/role-access.ts'
import type { PgVersion } from '../version.ts'
import { accessOf } from './scope-of.ts'
import { sampleSize, type World } from './world.ts'

/**
 * Statements of the databases in scope, and how many of their texts the role may see.
 * Facts: { source, extensionVersion, visible, readable, masked, sampled, readAllStats, summary }
 */
export async function probeUsage(world: World, signal: AbortSignal): Promise<Finding> {
  const { settings } = world.context
  const finding = await readUsage(world, settings.queryStatementSource, signal)
  if (finding.status === 'passed') world.usage = { readable: 'all', problem: null }
  else {
    const some = finding.diagnosis.code === 'USAGE_TEXTS_MASKED'
    world.usage = { readable: some ? 'some' : 'none', problem: finding.diagnosis }
  }
  return finding
}

async function readUsage(world: World, wanted: string, signal: AbortSignal): Promise<Finding> {
  const name = parseSourceName(wanted)
  const [access, [source]] = await Promise.all([
    accessOf(world, signal),
    world.session.ask({ ...statementSource, sql: statementSource.sql(name) }, signal),
  ])
  const databases: OidRange = world.context.settings.scope.allDatabases ? everyOid : { oids: [world.database.oid] }
  const columns = source?.columns ?? assumedColumns
  const readable = source === undefined || isReadable(source)
  const missing = source === undefined || !readable ? [] : missingColumns(columns)
  if (missing.length > 0) return warn({ source: wanted }, sayUnsuitable(wanted, missing))

  const sourceText = sourceInSql(source ?? name)
  try {
    const range = { databases, limit: sampleSize }
    const counting = { ...statementCounts, sql: statementCounts.sql(sourceText, columns, databases) }
    const [sampled, [counts = { visible: 0, masked: 0 }]] = await Promise.all([
      world.session.ask({ ...statements, sql: statements.sql(sourceText, columns, range) }, signal),
      world.session.ask(counting, signal),
    ])
    return judge(world, access, {
      source: sourceText.replaceAll('"', ''),
      extensionVersion: source?.extensionVersion ?? null,
      visible: counts.visible,
      readable: counts.visible - counts.masked,
      masked: counts.masked,
      sampled: sampled.length,
      readAllStats: access.readAllStats,
    })
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error
    const facts = { source: wanted, extensionVersion: source?.extensionVersion ?? null }
    return refused(world, access, error, source, facts)
  }
}

type Counts = {
  readonly source: string
  readonly extensionVersion: string | null
  readonly visible: number
  readonly readable: number
  readonly masked: number
  readonly sampled: number
  readonly readAllStats: boolean
}

function judge(world: World, access: RoleAccess, counts: Counts): Finding {
  const { visible, masked, readable } = counts
  const summary =
    visible === 0
      ? 'No statements yet'
      : masked === 0
        ? counted(visible, 'statement')
        : `${readable.toLocaleString('en-US')} of ${counted(visible, 'statement')} readable`
  const facts = { ...counts, summary }
  // A view of the admin's own may well pass on what the role itself could not see.
  const willMask = counts.extensionVersion !== null && !access.readAllStats
  if (masked === 0 && !willMask) return { status: 'passed', facts }
  const step = readAllStatsStep(access, world.version)
  const member = access.readAllStatsMember
    ? ` ${access.role} is a member of pg_read_all_stats but does not inherit its rights.`
    : ''
  return {
    status: 'warned',
    facts: { ...facts, gap: [step] },
    diagnosis: {
      code: 'USAGE_TEXTS_MASKED',
      cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
      fields: [field.queryStatementSource],
      summary:
        masked === 0
          ? `Statements of other roles will be hidden from ${access.role}.${member}`
          : `The texts of ${counted(masked, 'statement')} of ${visible.toLocaleString('en-US')} are hidden from ${access.role}.${member}`,
      remedy: 'Usage and lineage of other roles’ queries will be missing until this is granted.',
      actions: grantActions(step),
    },
  }
}

/** The statement of the extraction itself was refused: say why, as far as its SQLSTATE tells. */
function refused(
  world: World,
  access: RoleAccess,
  failure: QueryFailure,
  source: StatementSource | undefined,
  facts: Facts,
): Finding {
  const told = diagnoseQuery(failure, world.context)
  const { context } = world
  const wanted = context.settings.queryStatementSource
  if (isServerError(failure.reason, '42P01') || isServerError(failure.reason, '3F000')) {
    const isExtension = parseSourceName(wanted).name === 'pg_stat_statements'
    const brings = isExtension && access.extensionAvailable ? [extensionStep(world.database.name)] : []
    const gap = isExtension ? [...brings, ...seeingStatements(access, world.version)] : []
    return warn({ ...facts, gap }, { ...told, ...sayMissing(world, access, wanted) })
  }
  // Where the view itself may be read, something below it was refused, which no grant on the view opens.
  if (isServerError(failure.reason, '42501') && source !== undefined && !isReadable(source)) {
    const step = readSourceStep(source, { role: access.role, database: world.database.name })
    return warn(
      { ...facts, gap: [step] },
      {
        ...told,
        code: 'USAGE_SOURCE_DENIED',
        fields: [field.queryStatementSource],
        summary: `${access.role} may not read ${source.schema}.${source.name}.`,
        remedy: 'Usage and lineage from statements will be missing until this is granted.',
        actions: grantActions(step),
      },
    )
  }
  if (told.code === 'USAGE_NOT_PRELOADED') {
    return warn({ ...facts, gap: [...seeingStatements(access, world.version)] }, told)
  }
  throw failure
}

const isReadable = ({ schemaUsable, selectable }: StatementSource): boolean => schemaUsable && selectable

const seeingStatements = (access: RoleAccess, version: PgVersion) =>
  access.readAllStats ? [] : [readAllStatsStep(access, version)]

function sayMissing(
  { database }: World,
  access: RoleAccess,
  wanted: string,
): Pick<Diagnosis, 'code' | 'fields' | 'summary' | 'remedy' | 'actions'> {
  const fields = [field.queryStatementSource]
  if (parseSourceName(wanted).name !== 'pg_stat_statements') {
    return {
      code: 'USAGE_SOURCE_MISSING',
      fields,
      summary: `There is no view ${wanted} in the database ${database.name}.`,
      remedy: 'Correct the name, with its schema, or go back to pg_stat_statements.',
      actions: [
        { kind: 'patch', label: 'Use pg_stat_statements', patch: [{ path: field.queryStatementSource, value: null }] },
      ],
    }
  }
  const extension = extensionStep(database.name)
  return {
    code: 'USAGE_EXTENSION_MISSING',
    fields,
    summary: `The extension pg_stat_statements is not installed in the database ${database.name}, so there is no usage to read.`,
    remedy: access.extensionAvailable
      ? 'Have a superuser run this there. The server also has to preload its library.'
      : 'The server does not have its files: install Postgres’s contrib package there first.',
    actions: [copySql('Copy CREATE EXTENSION', extension.grant), copySql('Copy DROP EXTENSION', extension.revoke)],
  }
}

function sayUnsuitable(wanted: string, missing: readonly string[]): Diagnosis {
  return {
    code: 'USAGE_SOURCE_UNSUITABLE',
    cause: { kind: 'input', value: 'COLUMN_MISSING' },
    fields: [field.queryStatementSource],
    summary: `${wanted} lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${listed(missing)}.`,
    remedy: 'Let the view pass on the columns of pg_stat_statements under their own names.',
    actions: [],
  }
}

const warn = (facts: Facts, diagnosis: Diagnosis): Finding => ({
  status: 'warned',
  facts: { ...facts, summary: unreadable[diagnosis.code] ?? 'Not readable' },
  diagnosis,
})

const unreadable: Partial<Record<Diagnosis['code'], string>> = {
  USAGE_EXTENSION_MISSING: 'Extension not installed',
  USAGE_NOT_PRELOADED: 'Library not preloaded',
  USAGE_SOURCE_MISSING: 'No such view',
  USAGE_SOURCE_UNSUITABLE: 'Columns missing',
}
