import type { SnapshotHeader, SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { orderByNeed } from '../needs.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import { createContext } from '../render-context.ts'
import { sortedPhases } from '../step.ts'
import { type Affected, findAffected, isView } from './affected.ts'
import { dropObject, takesOthers, untieRemoved } from './drop.ts'
import { orderDrops } from './drop-order.ts'
import { makeObject, type Surroundings } from './make.ts'
import { changeObject } from './object.ts'
import { appendEnd } from './rename-order.ts'
import { type MovedPair, nameOf, type Pair, renderRenames } from './renames.ts'
import { at, type ChangeStep, type Moment, moments, noted } from './step.ts'

export interface ObjectStatement {
  readonly object: SnapshotObject
  readonly sql: string
}

export interface DatabaseChanges {
  readonly work: readonly ObjectStatement[]
  /** What goes last. */
  readonly end: readonly ObjectStatement[]
}

interface Setting {
  /** The later state's. */
  readonly server: SnapshotHeader['server']
  /** That were renamed: name before → name after. */
  readonly roles: ReadonlyMap<string, string>
}

interface Planned extends ChangeStep {
  readonly object: SnapshotObject
}

/** The change of one database, or of what belongs to the whole server. */
export function renderDatabaseChanges(pairs: readonly Pair[], { server, roles }: Setting): DatabaseChanges {
  const renames = renderRenames(pairs, roles)
  const changed = new Set(renames.pairs.filter((pair) => pair.changed))
  const affected = findAffected(renames.pairs, changed)
  const drops = planDrops(renames.pairs, changed, affected, server)
  const makes = planMakes(renames.pairs, changed, affected, server)
  const planned = [...drops, ...makes.steps]
  const inMoment = (moment: Moment) => planned.filter((step) => step.moment === moment)
  const before = (['untie', 'drop views', 'release', 'drop'] as const).flatMap(inMoment)
  // What moves may move into a new one.
  const isNewSchema = ({ object }: Planned) =>
    object.kind === 'schema' && !renames.pairs.some(({ moved, after }) => after === object && moved !== null)
  const schemas = makes.sorted.filter(isNewSchema)
  const others = makes.sorted.filter((step) => !isNewSchema(step))
  const later = moments.slice(moments.indexOf('links'), -1).flatMap(inMoment)
  return {
    work: [...renames.schemas, ...schemas, ...renames.statements, ...before, ...others, ...later].map(
      ({ object, sql }) => ({ object, sql }),
    ),
    end: inMoment('clear').map(({ object, sql }) => ({ object, sql })),
  }
}

/** What goes, that which needs others first. */
function planDrops(
  pairs: readonly MovedPair[],
  changed: ReadonlySet<MovedPair>,
  affected: Affected,
  { versionNum }: SnapshotHeader['server'],
): Planned[] {
  const going = new Map<SnapshotObject, MovedPair>()
  const objects = new Map<SnapshotObject, SnapshotObject>()
  for (const pair of pairs) {
    const { before, moved, after } = pair
    if (before === null || moved === null) continue
    if (affected.early.has(pair) || (after === null && changed.has(pair))) going.set(before, pair)
    objects.set(before, moved)
  }
  if (going.size === 0) return []
  // Ordered under the names that their needs know each other by.
  const { objects: order, circles } = orderDrops([...going.keys()])
  const viewBound = boundToViews(order, going, affected)
  const isUsed = (name: { schema: string; name: string }) =>
    pairs.some(({ moved, after }) => isColumnType(moved, after, name))
  const mayBeGone = order.some((object) => takesOthers(object, circles.has(object)))
  const removed = [...going.values()].flatMap(({ moved, after }) => (after === null && moved !== null ? [moved] : []))
  return [
    ...untieRemoved(removed).flatMap(({ object, steps }) => steps.map((step) => ({ ...step, object }))),
    ...[...order].reverse().flatMap((object): Planned[] => {
      const pair = going.get(object)
      const moved = pair?.moved ?? object
      const reported = pair?.after ?? moved
      const early = pair !== undefined && affected.early.has(pair)
      const moment = !early ? 'clear' : viewBound.has(object) ? 'drop views' : 'drop'
      const aside =
        early && pair.after !== null && isType(moved) && isUsed({ schema: moved.schema ?? '', name: moved.name })
      const steps = aside
        ? setAside(moved)
        : dropObject(moved, { moment, inCircle: circles.has(object), mayBeGone, versionNum })
      return withNote(steps, moved, pair?.after ?? null).map((step) => ({ ...step, object: reported }))
    }),
  ]
}

const isType = ({ kind }: SnapshotObject): boolean =>
  kind === 'enum' || kind === 'domain' || kind === 'composite type' || kind === 'range'

/** Whether a column of a table that stays is of the type. */
function isColumnType(
  moved: SnapshotObject | null,
  after: SnapshotObject | null,
  name: { schema: string; name: string },
): boolean {
  if (moved === null || after === null || !('columns' in moved) || isView(moved)) return false
  return moved.columns.some(({ baseType }) => baseType.schema === name.schema && baseType.name === name.name)
}

/** A type with values in tables makes room for its successor, and goes when they are of that one. */
function setAside(type: SnapshotObject): ChangeStep[] {
  const schema = type.schema ?? ''
  const word = type.kind === 'domain' ? 'DOMAIN' : 'TYPE'
  const former = (name: string) => appendEnd(name, '__former')
  const rename = (what: string, name: string) =>
    `ALTER ${what} ${quoteQualified({ schema, name })} RENAME TO ${quoteName(former(name))};`
  return [
    ...at('drop', [rename(word, type.name), ...('multirange' in type ? [rename('TYPE', type.multirange.name)] : [])]),
    ...at('clear', [`DROP ${word} ${quoteQualified({ schema, name: former(type.name) })};`]),
  ]
}

/** Says what is made anew, and what is lost by it. */
function withNote(steps: readonly ChangeStep[], before: SnapshotObject, after: SnapshotObject | null): ChangeStep[] {
  if (after === null || steps.length === 0) return [...steps]
  const [first, ...rest] = steps
  if (first === undefined) return []
  const loses = before.kind === 'table' || before.kind === 'partitioned table' ? '; its rows go' : ''
  const refresh = before.kind === 'materialized view' ? '; REFRESH fills it' : ''
  const note = `${before.kind} ${before.name} is made anew, since ALTER cannot change it or what it needs${loses}${refresh}.`
  return [first.sql.startsWith('--') ? first : { ...first, sql: noted(note, first.sql) }, ...rest]
}

/** Views, and what rests on them: they go before the keys that views may rest on. */
function boundToViews(
  order: readonly SnapshotObject[],
  going: ReadonlyMap<SnapshotObject, MovedPair>,
  { early }: Affected,
): Set<SnapshotObject> {
  const bound = new Set<SnapshotObject>()
  const names = new Set<string>()
  for (const object of order) {
    const pair = going.get(object)
    if (pair === undefined || !early.has(pair)) continue
    const rests = object.dependsOn.some(({ schema, name }) => names.has(JSON.stringify([schema, name])))
    if (!isView(object) && !rests) continue
    bound.add(object)
    names.add(JSON.stringify([object.schema, object.name]))
  }
  return bound
}

/** What is made and altered: first by need, then the rest by moment. */
function planMakes(
  pairs: readonly MovedPair[],
  changed: ReadonlySet<MovedPair>,
  affected: Affected,
  server: SnapshotHeader['server'],
) {
  const made = new Map<SnapshotObject, MovedPair>()
  for (const pair of pairs) {
    const isAltered = changed.has(pair) || affected.early.has(pair) || affected.touched.has(pair)
    if (pair.after !== null && isAltered) made.set(pair.after, pair)
  }
  const order = orderByNeed([...made.keys()])
  const context = createContext(
    pairs.flatMap(({ after }) => after ?? []),
    server,
    order,
  )
  const surroundings = surroundingsOf(pairs, affected)
  const steps = new Map<SnapshotObject, Planned[]>()
  for (const { object, phase } of order.parts) {
    const pair = made.get(object)
    if (phase !== 'create' || pair === undefined) continue
    const isNew = pair.moved === null || affected.early.has(pair)
    const own = isNew
      ? makeObject(object, context, surroundings)
      : changeObject(pair.moved, object, context, affected.disturbance)
    steps.set(
      object,
      own.map((step) => ({ ...step, object })),
    )
  }
  const sorted = order.parts.flatMap(({ object, phase }) =>
    (steps.get(object) ?? []).filter(({ moment }) => moment === phase && sortedPhases.includes(phase)),
  )
  return {
    sorted,
    steps: [...steps.values()].flat().filter(({ moment }) => !(sortedPhases as readonly string[]).includes(moment)),
  }
}

function surroundingsOf(pairs: readonly MovedPair[], { early }: Affected): Surroundings {
  const staying = new Set<string>()
  for (const pair of pairs) {
    const { moved, after } = pair
    if (moved !== null && after !== null && 'columns' in after && !early.has(pair)) staying.add(nameOf(after))
  }
  return {
    stays: (schema, name) => staying.has(JSON.stringify([schema, name])),
    defaults: pairs.flatMap(({ moved, after }) =>
      moved?.kind === 'default privileges' && after !== null ? [moved] : [],
    ),
  }
}
