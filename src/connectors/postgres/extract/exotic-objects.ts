import type { ExoticObject } from '../../../core/catalog/exotic-objects.ts'
import type { ObjectKey } from '../../../core/catalog/place.ts'
import { exoticObjects } from '../catalog/questions/exotic-objects.ts'
import { type AggregateParts, renderAggregate } from '../ddl/aggregate.ts'
import { type NeedsOf, toBase } from './base.ts'
import { compareText } from './group.ts'
import type { Names } from './names.ts'
import type { Answers } from './transaction.ts'

type Entry = ReturnType<typeof exoticObjects.decode>

const ownerless: ReadonlySet<string> = new Set([
  'cast',
  'transform',
  'access method',
  'text search parser',
  'text search template',
])

/** The question's JSON is in the names of the object model; only what the kinds have in common is put together here. */
export function buildExoticObjects(answers: Answers, names: Names, needsOf: NeedsOf): ExoticObject[] {
  return objectEntries(answers).map((entry) => {
    const { rows = [], ...body } = JSON.parse(entry.body) as { rows?: readonly (readonly [string, string])[] }
    const base = toBase(entry, entry.catalog, names, needsOf)
    const needs = [...base.dependsOn, ...rows.flatMap(([catalog, oid]) => needsOf(catalog, oid))]
    return {
      kind: entry.kind,
      ...base,
      schema: entry.namespace === '0' ? null : names.schema(entry.namespace),
      owner: ownerless.has(entry.kind) ? null : base.owner,
      ...(entry.arguments === '' ? {} : { arguments: entry.arguments }),
      ...body,
      dependsOn: distinct(needs),
    } as unknown as ExoticObject
  })
}

/** By catalog and oid, for what depends on them. */
export function exoticKeys(answers: Answers, names: Names) {
  return objectEntries(answers).map(({ catalog, oid, kind, namespace, name, arguments: signature }) => {
    const schema = namespace === '0' ? null : names.schema(namespace)
    const key: ObjectKey = { kind, schema, name, ...(signature === '' ? {} : { arguments: signature }) }
    return { catalog, oid, key }
  })
}

/** Their CREATE statements, by oid of the routine. */
export function aggregateDefinitions(answers: Answers): ReadonlyMap<string, string> {
  return new Map(
    answers
      .of(exoticObjects)
      .filter(({ kind }) => kind === 'aggregate')
      .map(({ oid, body }) => [oid, renderAggregate(JSON.parse(body) as AggregateParts)]),
  )
}

const objectEntries = (answers: Answers): readonly Entry[] =>
  answers.of(exoticObjects).filter(({ kind }) => kind !== 'aggregate')

function distinct(keys: readonly ObjectKey[]): ObjectKey[] {
  const byText = new Map(keys.map((key) => [sortText(key), key]))
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, key]) => key)
}

const sortText = ({ kind, schema, name, arguments: signature = '' }: ObjectKey): string =>
  JSON.stringify([schema ?? '', name, kind, signature])
