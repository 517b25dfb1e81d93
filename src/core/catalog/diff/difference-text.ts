import type { JsonValue } from '../../json.ts'
import type { ObjectKey } from '../place.ts'
import type { ObjectChange, PartChange, PropertyChange, SnapshotDifference, UnknownChange } from './change.ts'

const signs = { added: '+', removed: '-', changed: '~', renamed: '→' } as const

/**
 * A difference as plain text: a line an object, its parts and properties below it. Ends with a line feed.
 * @param ddl statements that make one change, printed below it; empty for none
 */
export function differenceText(
  { changes, unknown }: SnapshotDifference,
  ddl: (change: ObjectChange) => readonly string[],
): string {
  const lines = changes.flatMap((change) => [
    `${signs[change.change]} ${change.object.kind} ${nameAndFormer(change)}`,
    ...change.properties.map((property) => `    ${propertyText(property)}`),
    ...change.parts.flatMap(partLines),
    ...ddl(change).flatMap((statement) => statement.split('\n').map((line) => `    | ${line}`)),
  ])
  return [...lines, ...unknown.map(unknownText), differenceSummary({ changes, unknown }), ''].join('\n')
}

/** Such as "2 added, 1 changed; 3 cannot be told". */
export function differenceSummary({ changes, unknown }: SnapshotDifference): string {
  const kinds = ['added', 'removed', 'changed', 'renamed'] as const
  const counted = kinds
    .map((kind) => ({ kind, count: changes.filter(({ change }) => change === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
  const known = counted.length === 0 ? 'No differences' : counted.join(', ')
  return unknown.length === 0 ? `${known}.` : `${known}; ${unknown.length} cannot be told.`
}

function nameAndFormer({ change, database, object, former }: ObjectChange): string {
  const name = objectName(database, object)
  return change === 'renamed' && former !== null ? `${objectName(database, former)} → ${name}` : name
}

/** Names as the catalog keeps them, joined by dots: for reading, not for SQL. */
export function objectName(database: string | null, { kind, schema, name, arguments: signature }: ObjectKey): string {
  const place = [kind === 'database' ? null : database, schema, name].filter((part) => part !== null).join('.')
  return signature === undefined ? place : `${place}(${signature})`
}

const listWords: Readonly<Record<string, string>> = { indexes: 'index', policies: 'policy', statistics: 'statistics' }
/** `columns` → `column`. */
export const partWord = (list: string): string => listWords[list] ?? list.replace(/s$/, '')

function partLines({ change, list, name, formerName, properties }: PartChange): string[] {
  const shown = change === 'renamed' ? `${formerName} → ${name}` : name
  return [
    `    ${signs[change]} ${partWord(list)} ${shown}`,
    ...properties.map((property) => `        ${propertyText(property)}`),
  ]
}

const propertyText = ({ property, before, after }: PropertyChange): string =>
  `${propertyWords(property)}: ${valueText(before)} → ${valueText(after)}`

/** `rowSecurity.forced` → `row security forced`. */
export const propertyWords = (property: string): string =>
  property
    .replaceAll('.', ' ')
    .replace(/([a-z])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)

const longest = 200

/** A value on one line, long texts cut. */
function valueText(value: JsonValue): string {
  if (value === null) return '–'
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ').trim()
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function unknownText({ database, object, property, heldBy, because }: UnknownChange): string {
  const other = heldBy === 'before' ? 'later' : 'earlier'
  const what = property === null ? 'only' : `${propertyWords(property)} only`
  const reason = because === 'scope' ? `the ${other} snapshot was not asked for it` : because.reason
  return `? ${object.kind} ${objectName(database, object)}: ${what} in the ${heldBy === 'before' ? 'earlier' : 'later'} snapshot; ${reason}`
}
