import type { ObjectKey } from '../../../core/catalog/place.ts'
import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { extensions, foreignDataWrappers, foreignServers } from '../catalog/questions/database-parts.ts'
import { type Edge, otherNeeds, relationNeeds } from '../catalog/questions/dependencies.ts'
import { routines } from '../catalog/questions/routines.ts'
import { types } from '../catalog/questions/types.ts'
import type { NeedsOf } from './base.ts'
import { ByPlace } from './by-place.ts'
import { exoticKeys } from './exotic-objects.ts'
import { compareText, none } from './group.ts'
import { catalogs, type Names } from './names.ts'
import type { Answers } from './transaction.ts'
import { relationKinds, routineKinds } from './words.ts'

/** From a catalog and an oid to the object of the snapshot that it stands for. */
export type KeyOf = (catalog: string, oid: string) => ObjectKey | null

const typeWords: Readonly<Record<string, SnapshotObject['kind']>> = {
  b: 'base type',
  c: 'composite type',
  d: 'domain',
  e: 'enum',
  r: 'range',
}

/** Types stand for their arrays and, of relations, for their rows. */
export function createKeys(answers: Answers, names: Names): KeyOf {
  const keys = new ByPlace<ObjectKey>()
  for (const type of answers.of(types)) {
    const kind = typeWords[type.kind]
    if (kind === undefined) continue
    const key = { kind, ...names.qualified(type.namespace, type.name) }
    keys.set(catalogs.type, type.oid, key)
    if (type.arrayType !== '0') keys.set(catalogs.type, type.arrayType, key)
  }
  for (const relation of names.relations.values()) {
    const kind = relation.kind === 'S' ? 'sequence' : relationKinds[relation.kind as keyof typeof relationKinds]
    if (kind === undefined) continue
    const key = { kind, ...names.qualified(relation.namespace, relation.name) }
    keys.set(catalogs.relation, relation.oid, key)
    if (relation.rowType !== '0') keys.set(catalogs.type, relation.rowType, key)
  }
  for (const routine of answers.of(routines)) {
    keys.set(catalogs.routine, routine.oid, {
      kind: routineKinds[routine.kind as keyof typeof routineKinds],
      ...names.qualified(routine.namespace, routine.name),
      arguments: routine.identityArguments ?? '',
    })
  }
  for (const { oid, name } of answers.of(foreignDataWrappers)) {
    keys.set(catalogs.foreignDataWrapper, oid, { kind: 'foreign data wrapper', schema: null, name })
  }
  for (const { oid, name } of answers.of(foreignServers)) {
    keys.set(catalogs.foreignServer, oid, { kind: 'foreign server', schema: null, name })
  }
  for (const { oid, name } of answers.of(extensions)) {
    keys.set(catalogs.extension, oid, { kind: 'extension', schema: null, name })
  }
  for (const { catalog, oid, key } of exoticKeys(answers, names)) keys.set(catalog, oid, key)
  return (catalog, oid) => keys.get(catalog, oid) ?? null
}

/** What must exist before each object, ordered; built-ins are always there. */
export function createNeeds(answers: Answers, keyOf: KeyOf): NeedsOf {
  const edges = new ByPlace<Edge[]>()
  for (const question of [otherNeeds, relationNeeds]) {
    for (const edge of answers.of(question)) {
      if (edge.later) continue
      const known = edges.get(edge.catalog, edge.oid)
      if (known === undefined) edges.set(edge.catalog, edge.oid, [edge])
      else known.push(edge)
    }
  }
  const texts = new Map<ObjectKey, string>()
  const textOf = (key: ObjectKey): string => {
    const known = texts.get(key)
    if (known !== undefined) return known
    const text = sortText(key)
    texts.set(key, text)
    return text
  }
  return (catalog, oid) => {
    const found = edges.get(catalog, oid)
    if (found === undefined) return none
    const own = keyOf(catalog, oid)
    const keys: ObjectKey[] = []
    for (const { neededCatalog, needed } of found) {
      const key = keyOf(neededCatalog, needed)
      if (key !== null && key !== own && !keys.includes(key)) keys.push(key)
    }
    return keys.length < 2 ? keys : keys.sort((a, b) => compareText(textOf(a), textOf(b)))
  }
}

const sortText = ({ kind, schema, name, arguments: signature = '' }: ObjectKey): string =>
  JSON.stringify([schema ?? '', name, kind, signature])
