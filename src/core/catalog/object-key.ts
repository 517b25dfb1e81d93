import type { ObjectKey } from './place.ts'
import type { ObjectKind, SnapshotObject } from './snapshot.ts'

/** An object's key and its database: tells it apart within a snapshot. */
export interface ObjectAddress extends ObjectKey {
  readonly database: string | null
  /** '' where the name alone is enough. */
  readonly arguments: string
}

/** Default privileges share a role's name; what they are on tells them apart. */
export function addressOf(object: SnapshotObject): ObjectAddress {
  const { kind, database, schema, name } = object
  const rest = 'arguments' in object ? object.arguments : object.kind === 'default privileges' ? object.on : ''
  return { kind, database, schema, name, arguments: rest }
}

/** Objects of a snapshot come by database, then in this order, then by name: what holds others before what it holds. */
const order: Readonly<Record<ObjectKind, number>> = {
  role: 0,
  tablespace: 1,
  database: 2,
  schema: 3,
  extension: 4,
  enum: 5,
  domain: 6,
  'composite type': 7,
  range: 8,
  function: 9,
  procedure: 10,
  aggregate: 11,
  'window function': 12,
  sequence: 13,
  table: 14,
  'partitioned table': 15,
  view: 16,
  'materialized view': 17,
  'foreign table': 18,
  'foreign data wrapper': 19,
  'foreign server': 20,
  publication: 21,
  subscription: 22,
  'event trigger': 23,
  'default privileges': 24,
}

export const objectKinds = Object.keys(order) as readonly ObjectKind[]
