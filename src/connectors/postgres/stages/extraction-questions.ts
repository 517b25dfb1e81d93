import { setMaxListeners } from 'node:events'
import type { CapabilityStageId, Diagnosis } from '../../../core/connection.ts'
import type { Finding } from '../../run-stages.ts'
import { everyOid, type OidRange } from '../catalog/question.ts'
import type { CatalogQuestion, Fields } from '../catalog/questions/question.ts'
import { presentObjects } from '../catalog/questions/recent-changes.ts'
import {
  type AnyQuestion,
  databaseQuestions,
  expressionQuestions,
  relationQuestions,
  serverQuestions,
} from '../catalog/questions/registry.ts'
import { policies, viewReads } from '../catalog/questions/relation-parts.ts'
import { attributes, columnTypes, defaults } from '../catalog/questions/relations.ts'
import { routineDefinitions, routines } from '../catalog/questions/routines.ts'
import { databaseSize, roles, serverDatabases, storedSettings, tablespaces } from '../catalog/questions/server.ts'
import { QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import { listed } from '../diagnose/row.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { changesBefore } from '../extract/open-database.ts'
import type { PgVersion } from '../version.ts'
import { type Scope, sampleRelations } from './scope.ts'
import { scopeOf } from './scope-of.ts'
import type { Session } from './session.ts'
import { type Probe, sampleSize, type World } from './world.ts'

/** What is asked of each database over all its objects, whether anything changes or goes meanwhile among it. */
export const wholeDatabaseQuestions: readonly AnyQuestion[] = [
  ...databaseQuestions,
  changesBefore as AnyQuestion,
  presentObjects(null) as AnyQuestion,
]

/** What is asked of relations; an extraction of many puts the last ones apart. */
export const wholeRelationQuestions: readonly AnyQuestion[] = [...relationQuestions, ...expressionQuestions]

/** Questions whose answers another stage than their group's tells of. */
const elsewhere: ReadonlyMap<unknown, CapabilityStageId> = new Map<unknown, CapabilityStageId>([
  [roles, 'databases'],
  [storedSettings, 'databases'],
  [tablespaces, 'databases'],
  [databaseSize, 'databases'],
  [routines, 'routines'],
  [routineDefinitions, 'routines'],
  [attributes, 'columns'],
  [columnTypes, 'columns'],
  [defaults, 'columns'],
  [policies, 'tags'],
  [viewReads, 'lineage'],
])

/** Every question of an extraction belongs to a stage, by its group where nothing else is said. */
export function stageOf(question: AnyQuestion): CapabilityStageId {
  const own = elsewhere.get(question)
  if (own !== undefined) return own
  if (serverQuestions.includes(question)) return 'databases'
  return wholeDatabaseQuestions.includes(question) ? 'schemas' : 'relations'
}

/** A stage that lives by the answers asks by itself. */
const askedByStage: readonly unknown[] = [serverDatabases]

/** A question that the server would not answer: the extraction goes on without it, and lists it as skipped. */
export interface Refused {
  readonly question: AnyQuestion
  readonly failure: QueryFailure
}

/** The extraction's questions of a stage, put beside what the stage asks itself, and what of them was refused. */
export function withExtractionQuestions(stage: CapabilityStageId, probe: Probe): Probe {
  return async (world, signal) => {
    // It ends every question of the stage, which are many.
    setMaxListeners(0, signal)
    const putting = putQuestionsOf(stage, world, signal)
    // Other databases are opened in turn, and the first one's connection is closed for that while.
    if (world.context.settings.scope.allDatabases) await putting
    const [finding, refused] = await Promise.all([probe(world, signal).catch(refusedToo(world)), putting])
    return withRefused(finding, refused, world)
  }
}

/** What the stage asks itself can be refused as well; what is asked beside it is then told all the same. */
function refusedToo(world: World): (error: unknown) => Finding {
  return (error) => {
    if (!(error instanceof QueryFailure) || isLost(error)) throw error
    const diagnosis = diagnoseQuery(error, world.context)
    return { status: 'warned', facts: { summary: diagnosis.summary }, diagnosis }
  }
}

async function putQuestionsOf(stage: CapabilityStageId, world: World, signal: AbortSignal) {
  const inStage = (group: readonly AnyQuestion[]) =>
    group.filter((question) => stageOf(question) === stage && !askedByStage.includes(question))
  const { session, version } = world
  const [ofServer, ofDatabase, ofRelations] = [serverQuestions, wholeDatabaseQuestions, wholeRelationQuestions].map(
    inStage,
  )
  const onServer = putAll(session, version, ofServer ?? [], everyOid, signal)
  onServer.catch(() => {
    // Heard below, unless the connection is lost before that: then the scope says so.
  })
  if (ofDatabase?.length === 0 && ofRelations?.length === 0) return await onServer
  const ranges = sampleRanges(await scopeOf(world, signal), sampleSize)
  const refused = await Promise.all([
    onServer,
    putAll(session, version, ofDatabase ?? [], ranges.database, signal),
    putAll(session, version, ofRelations ?? [], ranges.relations, signal),
  ])
  return refused.flat()
}

/** Bounded ranges: some relations, and whatever else was made no later than they. */
export function sampleRanges(
  scope: Scope,
  size: number,
): { readonly database: OidRange; readonly relations: OidRange } {
  const oids = scope.relations.map(({ oid }) => oid).sort((a, b) => a - b)
  const last = oids[Math.min(size, oids.length) - 1]
  return {
    database: last === undefined ? everyOid : { from: 0, to: last },
    relations: { oids: sampleRelations(scope.relations, size) },
  }
}

/** Rejects with a `QueryFailure` only when the connection is lost. */
export async function putAll(
  session: Session,
  version: PgVersion,
  questions: readonly AnyQuestion[],
  range: OidRange,
  signal: AbortSignal,
): Promise<readonly Refused[]> {
  const refused = await Promise.all(
    questions.map(async (question): Promise<readonly Refused[]> => {
      try {
        await session.put(question as CatalogQuestion<Fields, unknown>, version, range, signal)
        return []
      } catch (failure) {
        if (!(failure instanceof QueryFailure) || isLost(failure)) throw failure
        return [{ question, failure }]
      }
    }),
  )
  // Two questions about the same are one thing that will be missing.
  return [...new Map(refused.flat().map((each) => [each.question.about, each])).values()]
}

/** Facts gain { refused: [{ about, reason }] }. */
function withRefused(finding: Finding, refused: readonly Refused[], world: World): Finding {
  if (refused.length === 0) return finding
  return {
    status: finding.status === 'failed' ? 'failed' : 'warned',
    facts: {
      ...finding.facts,
      refused: refused.map(({ question, failure }) => ({ about: question.about, reason: failure.message })),
    },
    diagnosis: sayRefused(refused, world),
  }
}

/** In the words of the first refusal, with everything that will be missing. */
export function sayRefused(refused: readonly Refused[], world: Pick<World, 'context'>): Diagnosis {
  const [first] = refused
  if (first === undefined) throw new Error('nothing was refused')
  const told = diagnoseQuery(first.failure, world.context)
  const missing = listed(refused.map(({ question }) => question.about))
  return { ...told, summary: `${told.summary.replace(/\.$/, '')}: ${missing} will be missing.` }
}
