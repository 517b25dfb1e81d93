import { setMaxListeners } from 'node:events'
import type { AccessStep } from '../../../core/access.ts'
import type { DiagnosisCode } from '../../../core/error.ts'
import type { OidRange } from '../catalog/question.ts'
import type { AnyQuestion } from '../catalog/questions/registry.ts'
import { QueryFailure } from '../connection.ts'
import { counted } from '../diagnose/row.ts'
import { diagnoseConnect, diagnoseQuery } from '../diagnose.ts'
import { readStep } from '../privileges/grant-script.ts'
import type { RoleAccess } from '../privileges/role-access.ts'
import { connectInTurn } from './connect-in-turn.ts'
import type { DatabaseEntry } from './databases.ts'
import {
  putAll,
  sampleRanges,
  sayRefused,
  wholeDatabaseQuestions,
  wholeRelationQuestions,
} from './extraction-questions.ts'
import { readableRelations, readGap, readScope } from './scope.ts'
import { accessOf } from './scope-of.ts'
import { openSession, type Session } from './session.ts'
import type { World } from './world.ts'

/** How one more database fared. `failed`: it could not be opened or read; `skipped`: there was no time left for it. */
export interface OtherDatabase {
  readonly name: string
  readonly status: 'passed' | 'warned' | 'failed' | 'skipped'
  readonly summary: string
  readonly code: DiagnosisCode | null
  /** Relations in scope, and how many of them can be read; null when the database was not read. */
  readonly visible: number | null
  readonly readable: number | null
  readonly durationMs: number
  /** What would close the gap. */
  readonly grant: AccessStep | null
}

/** Relations that are read in full in each further database. */
const sampleSize = 50

/** Opens each in turn, with the first connection closed meanwhile: never more than one at a time. */
export async function tryOtherDatabases(
  world: World,
  others: readonly DatabaseEntry[],
  signal: AbortSignal,
  untilMs: number,
): Promise<readonly OtherDatabase[]> {
  if (others.length === 0) return []
  const { limitMs } = world.session
  const access = await accessOf(world, signal)
  await world.session.close()
  const outcomes: OtherDatabase[] = []
  for (const { name } of others) {
    if (signal.aborted || performance.now() > untilMs) outcomes.push(untried(name))
    else outcomes.push(await tryDatabase(world, access, name, signal))
  }
  signal.throwIfAborted()
  const again = await connectInTurn(world.context.settings, {
    database: world.database.name,
    signal,
    stepDeadlineMs: limitMs,
  })
  if (!again.ok) throw new QueryFailure(again.error.cause, again.error.serverError)
  world.session = openSession(again.value, limitMs)
  return outcomes
}

const untried = (name: string): OtherDatabase => ({
  name,
  status: 'skipped',
  summary: 'Not tried: no time left',
  code: 'TEST_STAGE_DEADLINE',
  visible: null,
  readable: null,
  durationMs: 0,
  grant: null,
})

async function tryDatabase(
  world: World,
  access: RoleAccess,
  name: string,
  signal: AbortSignal,
): Promise<OtherDatabase> {
  const began = performance.now()
  const context = { ...world.context, database: name }
  const { limitMs } = world.session
  const failed = ({ code, summary }: { code: DiagnosisCode; summary: string }): OtherDatabase => ({
    ...untried(name),
    status: 'failed',
    summary,
    code,
    durationMs: Math.round(performance.now() - began),
  })
  const opened = await connectInTurn(context.settings, { database: name, signal, stepDeadlineMs: limitMs })
  if (!opened.ok) return opened.error.cancelled ? untried(name) : failed(diagnoseConnect(opened.error, context))
  const session = openSession(opened.value, limitMs)
  try {
    // A signal of its own: what is asked here does not stand among the statements of the first database.
    const own = AbortSignal.any([signal])
    setMaxListeners(0, own)
    const outcome = await readDatabase(world, session, access, name, own)
    return { ...outcome, name, durationMs: Math.round(performance.now() - began) }
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error
    return failed(diagnoseQuery(error, context))
  } finally {
    await session.close()
  }
}

/** The extraction's questions over a bounded range, as in the first database. */
async function readDatabase(
  world: World,
  session: Session,
  access: RoleAccess,
  database: string,
  signal: AbortSignal,
): Promise<Omit<OtherDatabase, 'name' | 'durationMs'>> {
  const { version, context } = world
  const filters = context.settings.scope
  const scope = await readScope(session, version, filters, signal)
  const ranges = sampleRanges(scope, sampleSize)
  const put = (questions: readonly AnyQuestion[], range: OidRange) => putAll(session, version, questions, range, signal)
  const refused = await Promise.all([
    put(wholeDatabaseQuestions, ranges.database),
    put(wholeRelationQuestions, ranges.relations),
  ])
  const visible = scope.relations.length
  const readable = readableRelations(scope).length
  const summary =
    visible === 0 ? 'No relations' : `${readable.toLocaleString('en-US')} of ${counted(visible, 'relation')} readable`
  const [firstRefused] = refused.flat()
  if (firstRefused !== undefined) {
    const { code, summary: missing } = sayRefused(refused.flat(), world)
    return { status: 'warned', summary: missing, code, visible, readable, grant: null }
  }
  if (readable === visible) return { status: 'passed', summary, code: null, visible, readable, grant: null }
  const grant = readStep(readGap(scope, filters, access, database))
  return { status: 'warned', summary, code: 'RELATIONS_NOT_READABLE', visible, readable, grant }
}
