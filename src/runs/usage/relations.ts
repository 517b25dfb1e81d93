import { type Relation, relationKinds } from '../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../core/catalog/snapshot.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { RelationAddress } from '../../core/lineage/statement-lineage.ts'
import { relationKey } from '../../core/lineage/statement-lineage.ts'
import { opaqueStatements, type RelationUsage, relationUsage } from '../../core/usage/relation-usage.ts'
import { isBuiltIn } from '../../core/usage/text-lineage.ts'
import type { RelationDetail, RelationRanking, UnusedRelation, UnusedReport } from '../../core/usage-api.ts'
import type { RunContext } from '../context.ts'
import { readTrend, type SpanRequest } from './service-usage.ts'
import { readSpanTexts, type SpanTexts } from './span-texts.ts'

/** Relations by how often statements use them. Throws SERVICE_NOT_FOUND, READING_NOT_FOUND. */
export async function rankRelations(
  context: RunContext,
  serviceId: ServiceId,
  request: SpanRequest,
): Promise<RelationRanking> {
  const found = await readSpanTexts(context, serviceId, request)
  const relations = relationUsage(found.texts, found.lossy).map(({ columns, joins, statements, users, ...rest }) => ({
    ...rest,
    users: users.length,
    columns: columns.length,
    statements: statements.length,
  }))
  const { span, snapshot, texts } = found
  return { span, snapshotId: snapshot?.id ?? null, relations, opaque: opaqueStatements(texts), gaps: gapsOf(found) }
}

const statementsAtMost = 200

/** One relation and its columns; null usage where no call was counted. Throws as {@link rankRelations}. */
export async function showRelation(
  context: RunContext,
  serviceId: ServiceId,
  relation: RelationAddress,
  request: SpanRequest,
): Promise<RelationDetail> {
  const found = await readSpanTexts(context, serviceId, request)
  const usage =
    relationUsage(found.texts, found.lossy).find((each) => relationKey(each.relation) === relationKey(relation)) ?? null
  const ids = new Set(usage?.statements.map(({ id }) => id))
  const trend = await readTrend(context, serviceId, request, (id) => ids.has(id), true)
  return { span: found.span, usage: usage && shortened(usage), trend, gaps: gapsOf(found) }
}

const shortened = (usage: RelationUsage): RelationUsage => ({
  ...usage,
  statements: usage.statements.slice(0, statementsAtMost),
})

/** Relations and columns that no statement used. Throws as {@link rankRelations}. */
export async function listUnused(
  context: RunContext,
  serviceId: ServiceId,
  request: SpanRequest,
): Promise<UnusedReport> {
  const found = await readSpanTexts(context, serviceId, request)
  const used = new Map(relationUsage(found.texts, found.lossy).map((usage) => [relationKey(usage.relation), usage]))
  const relations: UnusedRelation[] = []
  if (found.snapshot !== null) {
    await context.store.snapshots.readObjects(found.snapshot.id, async (lines) => {
      for (const line of lines) {
        const object = JSON.parse(line) as SnapshotObject
        if (!isRelation(object) || object.partitionBound !== null) continue
        if (isBuiltIn(object.schema) || object.extension !== null) continue
        const unused = unusedOf(object, used)
        if (unused !== null) relations.push(unused)
      }
    })
  }
  return { span: found.span, snapshotId: found.snapshot?.id ?? null, gaps: gapsOf(found), relations }
}

const isRelation = (object: SnapshotObject): object is Relation =>
  (relationKinds as readonly string[]).includes(object.kind)

function unusedOf(
  { kind, database, schema, name, columns }: Relation,
  used: ReadonlyMap<string, RelationUsage>,
): UnusedRelation | null {
  const relation = { database, schema, relation: name }
  const usage = used.get(relationKey(relation))
  if (usage === undefined) return { relation, kind, columns: null }
  const known = new Set(usage.columns.map(({ column }) => column))
  const unused = columns.map((column) => column.name).filter((column) => !known.has(column))
  return unused.length === 0 ? null : { relation, kind, columns: unused }
}

/** Why something may have been used although no call of it was counted. Empty: what was not seen was not called. */
function gapsOf({ span, snapshot, texts, hidden, sawNested }: SpanTexts): readonly string[] {
  const gaps = span.problems.map(({ message }) => message)
  if (snapshot === null) gaps.push('The service was never read, so names in statements cannot be resolved.')
  if (gaps.length === 0 && texts.some(({ sum }) => sum.lowerBound)) {
    gaps.push('Calls may have been lost to a reset or an eviction.')
  }
  if (hidden > 0) gaps.push(`${hidden === 1 ? 'One statement is' : `${hidden} statements are`} hidden from the role.`)
  const opaque = opaqueStatements(texts).length
  if (opaque > 0) {
    gaps.push(`${opaque === 1 ? 'One statement was' : `${opaque} statements were`} not understood as a whole.`)
  }
  if (!sawNested) {
    gaps.push('Statements inside functions are counted only with pg_stat_statements.track = all; none was seen.')
  }
  return gaps
}
