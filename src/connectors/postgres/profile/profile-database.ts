import type { Diagnosis } from '../../../core/connection.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { ProfileFailure, ProfileProblem, RelationProfile } from '../../../core/quality/profile.ts'
import type { ProfileOptions } from '../../connector.ts'
import { QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import type { DiagnosisContext } from '../diagnose/row.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { serverVersion } from '../extract/server-version.ts'
import { type Opened, openConnection } from '../open-connection.ts'
import { estimateRelation, profileRelation } from './profile-relation.ts'
import { selectTargets, type WantedName } from './select-targets.ts'
import { beginTable, decodeRows } from './table-transaction.ts'
import { type Target, targets } from './targets.ts'

/** Of each statement about catalogs. */
const catalogMs = 60_000

/** What has been found so far, and what may still be spent. */
export interface Run {
  readonly options: ProfileOptions
  /** Null for everything the settings select. */
  readonly wanted: readonly WantedName[] | null
  readonly relations: RelationProfile[]
  readonly failed: ProfileFailure[]
  /** On the clock of `performance.now()`. */
  readonly endsAt: number
  bytesLeft: number
}

/** The relations of one database. A diagnosis where it cannot be opened; rejects where its catalogs cannot be read. */
export async function profileDatabase(run: Run, form: JsonObject, database: string): Promise<Diagnosis | null> {
  const { signal, request, report } = run.options
  const first = await openConnection(form, signal)
  if (!first.ok) return first.error
  let opened: Opened = first.value
  let isUsable = true
  try {
    const { settings } = opened.context
    const found = await readTargets(opened, signal)
    const wanted = run.wanted?.filter((name) => name.database === null || name.database === database) ?? null
    const { selected, unknown } = selectTargets(found, wanted, settings.scope)
    for (const { schema, name } of unknown) {
      run.failed.push({ database, schema: schema ?? '', relation: name, reason: unknownRelation })
    }
    const isDone = ({ schema, name }: Target) =>
      request.done.some((one) => one.database === database && one.schema === schema && one.relation === name)
    const rest = selected.filter((target) => !isDone(target))
    for (const [place, target] of rest.entries()) {
      report({ database, schema: target.schema, relation: target.name, done: place, total: rest.length })
      const reason = isUsable ? await profileTarget(run, opened, target, database) : null
      if (reason === null) continue
      run.failed.push({ database, schema: target.schema, relation: target.name, reason: reason.problem })
      if (!reason.lost) continue
      await opened.connection.close()
      const again = await openConnection(form, signal)
      if (again.ok) opened = again.value
      else {
        isUsable = false
        const rests = rest.slice(place + 1).map(({ schema, name }) => ({
          database,
          schema,
          relation: name,
          reason: toProblem(again.error),
        }))
        run.failed.push(...rests)
        break
      }
    }
    return null
  } finally {
    await opened.connection.close()
  }
}

async function readTargets({ connection }: Opened, signal: AbortSignal): Promise<readonly Target[]> {
  const transaction = beginTable(connection, signal, catalogMs)
  const [answer] = await transaction.ask([targets.sql])
  await transaction.end()
  return decodeRows(answer, targets.decode)
}

async function deliver({ options, relations }: Run, profile: RelationProfile): Promise<void> {
  if (options.receive === undefined) relations.push(profile)
  else await options.receive(profile)
}

interface Refusal {
  readonly problem: ProfileProblem
  readonly lost: boolean
}

/** Null where the relation was profiled. */
async function profileTarget(run: Run, opened: Opened, target: Target, database: string): Promise<Refusal | null> {
  const { options, endsAt } = run
  const { request, signal } = options
  signal.throwIfAborted()
  if (target.select === 'none') {
    await deliver(run, estimateRelation(target, database))
    return null
  }
  const leftMs = endsAt - performance.now()
  if (leftMs <= 0 || target.estimatedBytes > run.bytesLeft) return { problem: budgetSpent, lost: false }
  run.bytesLeft -= target.estimatedBytes
  const { connection, context } = opened
  const limitMs = Math.min(request.budget.relationMs, leftMs)
  const version = serverVersion(connection.parameters)
  try {
    await deliver(run, await profileRelation(target, { connection, signal, request, database, limitMs, version }))
    return null
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return { problem: whyFailed(error, context, request.where !== null), lost: isLost(error) }
  }
}

const budgetSpent: ProfileProblem = {
  code: 'BUDGET_SPENT',
  message: 'The budget was spent before its turn. Profile it by itself, or raise the budget and resume.',
}

const unknownRelation: ProfileProblem = {
  code: 'RELATION_NOT_FOUND',
  message: 'There is no such relation, or the role cannot see it.',
}

/** In words about one relation; a test of the connection has others for the same failures. */
const words: Readonly<Record<string, string>> = {
  '57014': 'It took longer than a relation may, or someone cancelled it on the server.',
  '55P03': 'Another session holds a lock on it. Profile it again when that one is done.',
  '42P01': 'It was dropped while it was being profiled.',
  '42703': 'Its columns changed while it was being profiled.',
  '42501': 'The role may not read it, or not what is behind it.',
  XX000: 'It was changed or dropped while it was being profiled, or its storage is damaged.',
}

const lacksColumn = 'It lacks a column that the condition on its rows names.'

function whyFailed(error: QueryFailure, context: DiagnosisContext, hasCondition: boolean): ProfileProblem {
  const diagnosis = diagnoseQuery(error, context)
  const told = hasCondition && error.reason.value === '42703' ? lacksColumn : words[error.reason.value]
  const message = isLost(error) ? 'The connection was lost in the middle of it.' : told
  return { ...toProblem(diagnosis), ...(message === undefined ? {} : { message }) }
}

const toProblem = ({ code, summary, detail }: Diagnosis): ProfileProblem => ({
  code,
  message: summary,
  ...(detail === undefined ? {} : { detail }),
})
