import type { Relation } from '../../core/catalog/relation.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { Check } from '../../core/quality/checks/check.ts'
import { writeCheck } from '../../core/quality/checks/render-checks.ts'
import { suggestChecks } from '../../core/quality/checks/suggest-checks.ts'
import type { RelationProfile } from '../../core/quality/profile.ts'
import type { CheckSuggestion, RelationPlace, SuggestionPage, SuggestionsAdded } from '../../core/quality-api.ts'
import { unknownCursor } from '../../store/page-order.ts'
import type { SnapshotRow } from '../../store/snapshots.ts'
import type { RunContext } from '../context.ts'
import { type PageRequest, pageRoom, readCursor, writeCursor } from '../page-cursor.ts'
import { showQualitySettings } from './profiles.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** Relations that are read at once. */
const readTogether = 50
/** Relations that one request looks at: where nearly everything is there already, nobody waits for the rest. */
const lookedAtMost = 500

export interface SuggestionQuery extends PageRequest {
  /** All to be found in the relation's name. */
  readonly words: readonly string[]
  /** That relation alone. */
  readonly place: RelationPlace | null
}

/**
 * A page of checks that the newest snapshot and the newest profiles suggest and that are not there yet. None before the
 * service was first read. Throws SERVICE_NOT_FOUND, REQUEST_INVALID for a cursor that no page gave.
 */
export async function listSuggestions(
  context: StoreOnly,
  serviceId: ServiceId,
  { words, place, cursor, limit }: SuggestionQuery,
): Promise<SuggestionPage> {
  const snapshot = await findNewest(context, serviceId)
  if (snapshot === null) return { suggestions: [], next: null, relations: 0 }
  const relations = place === null ? await context.store.catalog.countRelations(snapshot, words) : 1
  const suggestions: CheckSuggestion[] = []
  const isRoomFor = pageRoom(limit)
  const start = readPosition(cursor)
  const scope = { words, only: place }
  let from = start?.place ?? place
  for (let looked = 0; looked < lookedAtMost; looked += readTogether) {
    const batch = await readBatch(context, snapshot, scope, from)
    for (const one of batch.found) {
      const done = start !== null && isSame(one.place, start.place) ? start.done : 0
      for (const [at, { check, isKnown }] of one.checks.entries()) {
        if (at < done || isKnown) continue
        const suggestion = { check, written: writeCheck(check) }
        if (!isRoomFor(suggestion)) return { suggestions, next: writePosition(one.place, at), relations }
        suggestions.push(suggestion)
      }
    }
    if (batch.next === null) return { suggestions, next: null, relations }
    from = batch.next
  }
  return { suggestions, next: from && writePosition(from, 0), relations }
}

/**
 * Adds what is suggested for the next relations; all of it is there once `next` is null. Throws SERVICE_NOT_FOUND,
 * REQUEST_INVALID for a cursor that no answer gave.
 */
export async function addSuggestions(
  context: StoreOnly,
  serviceId: ServiceId,
  { words, place, except, cursor }: Omit<SuggestionQuery, 'limit'> & { readonly except: ReadonlySet<string> },
): Promise<SuggestionsAdded> {
  const snapshot = await findNewest(context, serviceId)
  if (snapshot === null) return { added: 0, relations: 0, next: null }
  let [added, relations] = [0, 0]
  let from = readPosition(cursor)?.place ?? place
  while (relations < lookedAtMost) {
    const batch = await readBatch(context, snapshot, { words, only: place }, from)
    const wanted = batch.found.flatMap(({ checks }) =>
      checks.filter(({ check, isKnown }) => !isKnown && !except.has(check.id)).map(({ check }) => check),
    )
    added += await context.store.checks.add(serviceId, wanted)
    relations += batch.found.length
    if (batch.next === null) return { added, relations, next: null }
    from = batch.next
  }
  return { added, relations, next: from && writePosition(from, 0) }
}

async function findNewest(context: StoreOnly, serviceId: ServiceId): Promise<SnapshotRow | null> {
  await showQualitySettings(context, serviceId)
  const [snapshot = null] = await context.store.snapshots.list(serviceId, 1)
  return snapshot
}

interface Suggested {
  readonly place: RelationPlace
  /** In an order that stays while snapshot and profile do; `isKnown`: such a check is there, or one that was made of it. */
  readonly checks: readonly { readonly check: Check; readonly isKnown: boolean }[]
}

/** What the relations from a place on suggest, and the place of the one that follows them. */
async function readBatch(
  { store }: StoreOnly,
  snapshot: SnapshotRow,
  { words, only }: Pick<SuggestionQuery, 'words'> & { readonly only: RelationPlace | null },
  from: RelationPlace | null,
): Promise<{ readonly found: readonly Suggested[]; readonly next: RelationPlace | null }> {
  const lines = await store.catalog.relationsFrom(snapshot, words, from, only === null ? readTogether + 1 : 1)
  const all = lines.map(({ text }) => JSON.parse(text) as Relation)
  const [first] = only === null ? [all[readTogether]] : []
  const relations = all.slice(0, readTogether).filter((one) => only === null || isSame(toPlace(one), only))
  const [profiles, there] = await Promise.all([
    store.profiles.readNewest(snapshot.serviceId, relations.map(toPlace)),
    store.checks.definitions(
      snapshot.serviceId,
      relations.map(({ name }) => name),
    ),
  ])
  // The connection's own is read first; what names no database is about it.
  const subject = subjectWithin(snapshot.header.scope.databases[0] ?? null)
  const known = new Set(there.map(subject))
  const taken = new Set(there.map(({ id }) => id))
  const profileOf = new Map(profiles.map((profile) => [keyOf(profile), withoutUnknown(profile)]))
  const found = relations.map((relation) => {
    const place = toPlace(relation)
    const profile = profileOf.get(keyOf(place))
    const checks = suggestChecks(
      { header: snapshot.header, objects: [relation] },
      profile === undefined ? [] : [profile],
    )
    const isKnown = (check: Check) => known.has(subject(check)) || taken.has(check.id)
    return { place, checks: checks.map((check) => ({ check, isKnown: isKnown(check) })) }
  })
  return { found, next: first === undefined ? null : toPlace(first) }
}

const toPlace = ({ database, schema, name }: Relation): RelationPlace => ({
  database: database ?? '',
  schema,
  relation: name,
})
const keyOf = ({ database, schema, relation }: RelationPlace): string => JSON.stringify([database, schema, relation])
const isSame = (a: RelationPlace, b: RelationPlace): boolean => keyOf(a) === keyOf(b)

/** Where a page ended: within the relation's suggestions, so many of them were dealt with. */
function writePosition({ database, schema, relation }: RelationPlace, done: number): string {
  return writeCursor([database, schema, relation, String(done)])
}

function readPosition(cursor: string | null): { readonly place: RelationPlace; readonly done: number } | null {
  if (cursor === null) return null
  const [database, schema, relation, done] = readCursor(cursor, 4)
  if (database == null || schema == null || relation == null || !/^\d{1,9}$/.test(done ?? '')) throw unknownCursor()
  return { place: { database, schema, relation }, done: Number(done) }
}

/** A check of the same kind about the same thing says all that a suggestion would. */
const subjectWithin =
  (own: string | null) =>
  ({ kind, database, schema, relation, column, parameters }: Check): string =>
    JSON.stringify([kind, database ?? own, schema, relation, column, parameters.columnNames ?? null])

/** Frequent values that were not kept are not known. */
function withoutUnknown(profile: RelationProfile): RelationProfile {
  const columns = profile.columns.map((column) => {
    const { topValues, ...metrics } = column.metrics
    const isKnown = topValues?.value.every(({ value }) => value !== null) === true
    return isKnown ? column : { ...column, metrics }
  })
  return { ...profile, columns }
}
