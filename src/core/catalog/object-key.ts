import type { ObjectKey } from './place.ts'
import type { ObjectKind, SnapshotObject } from './snapshot.ts'

/** An object's key and its database: tells it apart within a snapshot. */
export interface ObjectAddress extends ObjectKey {
  readonly database: string | null
  /** '' where the name alone is enough. */
  readonly arguments: string
}

/** Privileges share the name of a role or a system object; what they are on tells them apart. */
export function addressOf(object: SnapshotObject): ObjectAddress {
  const { kind, database, schema, name } = object
  const rest = 'arguments' in object ? object.arguments : 'on' in object ? object.on : ''
  return { kind, database, schema, name, arguments: rest }
}

/** Objects of a snapshot come by database, then in this order, then by name: what holds others before what it holds. */
const order: Readonly<Record<ObjectKind, number>> = {
  role: 0,
  tablespace: 1,
  database: 2,
  schema: 3,
  extension: 4,
  language: 5,
  'access method': 6,
  collation: 7,
  'base type': 8,
  enum: 9,
  domain: 10,
  'composite type': 11,
  range: 12,
  function: 13,
  procedure: 14,
  aggregate: 15,
  'window function': 16,
  operator: 17,
  'operator family': 18,
  'operator class': 19,
  cast: 20,
  transform: 21,
  conversion: 22,
  'text search parser': 23,
  'text search template': 24,
  'text search dictionary': 25,
  'text search configuration': 26,
  sequence: 27,
  table: 28,
  'partitioned table': 29,
  view: 30,
  'materialized view': 31,
  'foreign table': 32,
  'foreign data wrapper': 33,
  'foreign server': 34,
  publication: 35,
  subscription: 36,
  'event trigger': 37,
  'default privileges': 38,
  'system privileges': 39,
}

export const objectKinds = Object.keys(order) as readonly ObjectKind[]
