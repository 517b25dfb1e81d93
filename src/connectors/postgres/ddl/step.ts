import type { Relation } from '../../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'

/**
 * When a statement runs. What stands before `links` is sorted by what needs what; the rest runs after all of that,
 * one phase after the other, so that no foreign key or trigger ever waits for a table.
 */
export const phases = [
  /** A type's name, for the functions it is made of. */
  'announce',
  'create',
  /** Primary keys and unique constraints: views that group by a key need them. */
  'keys',
  /** Expressions taken out of `create` where they close a circle: defaults, checks, a view's query. */
  'expressions',
  /** What ties finished objects: a sequence to its column, a domain's unchecked constraints. */
  'links',
  'indexes',
  'index links',
  'foreign keys',
  'rules',
  'triggers',
  'trigger states',
  'policies',
  /** What acts on other statements or covers others' objects. */
  'last',
] as const
export type Phase = (typeof phases)[number]

/** Phases that are sorted by dependency. */
export const sortedPhases: readonly Phase[] = ['announce', 'create', 'keys', 'expressions']

/** One or more statements, each ended by a semicolon. */
export interface Step {
  readonly phase: Phase
  readonly sql: string
}

export interface RenderContext {
  /** `server_version_num` of the server that the snapshot was taken from. */
  readonly versionNum: number
  /** A relation or sequence of the database; null where the snapshot lacks it. */
  findRelation(schema: string, name: string): SnapshotObject | null
  /** What inherits from a relation or is a partition of it. */
  childrenOf(relation: Relation): readonly Relation[]
  /** Whether expressions are to come after the object, see `expressions` above. */
  isSplit(object: SnapshotObject): boolean
}
