import { addressOf, type ObjectAddress, objectKinds } from '../../../core/catalog/object-key.ts'
import type { ObjectKey } from '../../../core/catalog/place.ts'
import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { sortByNeed } from './sort-by-need.ts'
import { type Phase, sortedPhases } from './step.ts'

/** A part of an object's DDL that is sorted by itself. */
export interface Part {
  readonly object: SnapshotObject
  readonly phase: Phase
}

export interface Order {
  /** Parts of the sorted phases, what is needed before what needs it. */
  readonly parts: readonly Part[]
  /** Objects whose expressions come after them, since they close a circle. */
  readonly split: ReadonlySet<SnapshotObject>
}

type Kind = SnapshotObject['kind']

const typeKinds: ReadonlySet<Kind> = new Set(['enum', 'domain', 'composite type', 'range', 'base type'])
const relationKinds: ReadonlySet<Kind> = new Set([
  'table',
  'partitioned table',
  'view',
  'materialized view',
  'foreign table',
])
const routineKinds: ReadonlySet<Kind> = new Set(['function', 'procedure', 'aggregate', 'window function'])

/** What even a table without its expressions needs. */
const foundations: ReadonlySet<Kind> = new Set([
  ...typeKinds,
  'schema',
  'extension',
  'language',
  'access method',
  'collation',
  'foreign server',
  'foreign data wrapper',
  'tablespace',
])

const splittable: ReadonlySet<Kind> = new Set(['table', 'partitioned table', 'foreign table', 'view', 'domain'])

/** Orders the objects of one database, those of which several close a circle taken apart. */
export function orderByNeed(objects: readonly SnapshotObject[]): Order {
  const sorted = [...objects].sort(compareObjects)
  const split = new Set<SnapshotObject>()
  const impatient = new Set<SnapshotObject>()
  for (;;) {
    const graph = createGraph(sorted, split, impatient)
    const groups = sortByNeed(graph.needs)
    const inCircles = groups.filter((group) => group.length > 1).flatMap((group) => group.map(graph.partAt))
    const members = new Set(inCircles.map(({ object }) => object))
    const unsplit = [...members].filter((object) => splittable.has(object.kind) && !split.has(object))
    const patient = [...members].filter((object) => !impatient.has(object))
    if (unsplit.length > 0) for (const object of unsplit) split.add(object)
    else if (patient.length > 0) for (const object of patient) impatient.add(object)
    else return { parts: groups.flat().map(graph.partAt), split }
  }
}

const kindOrder = new Map(objectKinds.map((kind, index) => [kind, index]))

function compareObjects(one: SnapshotObject, other: SnapshotObject): number {
  return (
    (kindOrder.get(one.kind) ?? 0) - (kindOrder.get(other.kind) ?? 0) ||
    compare(one.schema ?? '', other.schema ?? '') ||
    compare(one.name, other.name) ||
    compare(addressOf(one).arguments, addressOf(other).arguments)
  )
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Functions of every kind share one space of names, as relations do. */
function keyOf({ kind, schema, name, arguments: signature }: ObjectKey | ObjectAddress): string {
  const space = routineKinds.has(kind as Kind) ? 'routine' : relationKinds.has(kind as Kind) ? 'relation' : kind
  return JSON.stringify([space, schema, name, signature ?? ''])
}

const phaseCount = sortedPhases.length

/** @param impatient what does not wait for the keys and expressions of what it needs */
function createGraph(
  objects: readonly SnapshotObject[],
  split: ReadonlySet<SnapshotObject>,
  impatient: ReadonlySet<SnapshotObject>,
) {
  const indexes = new Map(objects.map((object, index) => [keyOf(addressOf(object)), index]))
  const needsOf = objects.map((object) =>
    [...object.dependsOn, ...impliedNeeds(object)].flatMap((key) => {
      const index = indexes.get(keyOf(key))
      return index === undefined || objects[index] === object ? [] : [index]
    }),
  )
  const node = (index: number, phase: Phase) => index * phaseCount + sortedPhases.indexOf(phase)
  const needs: number[][] = Array.from({ length: objects.length * phaseCount }, () => [])
  const need = (from: number, to: number) => needs[from]?.push(to)
  for (const [index, object] of objects.entries()) {
    for (const [place, phase] of sortedPhases.entries()) {
      if (place > 0) need(index * phaseCount + place, index * phaseCount + place - 1)
      if (phase === 'announce') continue
      for (const other of needsOf[index] ?? []) {
        const wanted = objects[other]
        if (wanted === undefined || isLater(object, wanted)) continue
        if (phase === 'create' && split.has(object) && !isFoundation(object, wanted)) continue
        const announced = isMadeOf(wanted, object, needsOf[other] ?? [], index)
        need(node(index, phase), node(other, announced ? 'announce' : 'create'))
        if (!announced && !impatient.has(object) && waits(object, wanted))
          need(node(index, phase), node(other, 'expressions'))
      }
    }
    // The keys of a partitioned table would reach partitions that are attached later.
    for (const parent of parentsOf(object, indexes)) need(node(parent, 'keys'), node(index, 'create'))
  }
  return {
    needs,
    partAt: (at: number): Part => ({
      object: objects[Math.floor(at / phaseCount)] as SnapshotObject,
      phase: sortedPhases[at % phaseCount] as Phase,
    }),
  }
}

/** What an object names itself; the server does not record all of it as a need. */
function impliedNeeds(object: SnapshotObject): ObjectKey[] {
  if ('columns' in object) {
    return [...object.parents, ...(object.ofType === null ? [] : [object.ofType])].flatMap((name) => [
      { kind: 'table', ...name },
      { kind: 'composite type', ...name },
    ])
  }
  if (object.kind !== 'operator class') return []
  return [{ kind: 'operator family', ...object.family, arguments: object.method }]
}

function parentsOf(object: SnapshotObject, indexes: ReadonlyMap<string, number>): number[] {
  if (!('partitionBound' in object) || object.partitionBound === null) return []
  return object.parents.flatMap(({ schema, name }) => indexes.get(keyOf({ kind: 'table', schema, name })) ?? [])
}

/** Foreign keys, rules, triggers and policies, and a sequence's column, are tied when everything is there. */
function isLater(object: SnapshotObject, wanted: SnapshotObject): boolean {
  if (object.kind === 'sequence') return relationKinds.has(wanted.kind)
  if ('columns' in object && object.kind !== 'view' && object.kind !== 'materialized view') {
    return relationKinds.has(wanted.kind) && !isFoundation(object, wanted)
  }
  return false
}

/** What the columns, the parents or the row type of an object are made of. */
function isFoundation(object: SnapshotObject, wanted: SnapshotObject): boolean {
  if (foundations.has(wanted.kind)) return true
  if (!('columns' in object)) return false
  if (routineKinds.has(wanted.kind)) return mentionsInGenerated(object, wanted.name)
  const isWanted = ({ schema, name }: { schema: string; name: string }) =>
    schema === wanted.schema && name === wanted.name
  return (
    object.parents.some(isWanted) ||
    (object.ofType !== null && isWanted(object.ofType)) ||
    object.columns.some(({ baseType }) => isWanted(baseType))
  )
}

/** A generated column cannot be given its expression later. */
function mentionsInGenerated(object: Extract<SnapshotObject, { columns: unknown }>, name: string): boolean {
  return object.columns.some(({ generated }) => generated?.expression.includes(name) === true)
}

/** Whether a type is made of this very function, which therefore knows it by name only. */
function isMadeOf(type: SnapshotObject, routine: SnapshotObject, typeNeeds: readonly number[], index: number): boolean {
  return (
    (type.kind === 'base type' || type.kind === 'range') && routineKinds.has(routine.kind) && typeNeeds.includes(index)
  )
}

/** Views and routines may rest on a table's keys; a child takes its parent's columns as they are in the end. */
function waits(object: SnapshotObject, wanted: SnapshotObject): boolean {
  return relationKinds.has(wanted.kind) && (!('columns' in object) || object.kind.endsWith('view'))
}
