import type { ObjectKey } from './place.ts'
import type { LoadedSnapshot } from './read-snapshot.ts'
import type { SnapshotHeader, SnapshotObject } from './snapshot.ts'

/** Writes statements that make a snapshot's objects again. Touches no server. */
export interface DdlRenderer {
  /**
   * One object with its owner, comment and privileges.
   * @param objects of the same snapshot: what it refers to is looked up there
   */
  renderObject(object: SnapshotObject, objects: readonly SnapshotObject[], server: SnapshotHeader['server']): string
  /** A whole database, in an order that loads into an empty one. */
  renderScript(snapshot: Pick<LoadedSnapshot, 'header' | 'objects'>, scope: ScriptScope): string
  /**
   * What turns the earlier state of a server into the later one, in an order that runs. Both snapshots whole: objects
   * that do not change themselves may have to be made anew. What only one of them looked at is left alone.
   */
  renderChanges(before: LoadedSnapshot, after: LoadedSnapshot): readonly ChangeStatement[]
}

/** One statement, or a few that belong together, with comments on what a reader should know before running it. */
export interface ChangeStatement {
  /** Where to run it; null for anywhere on the server. */
  readonly database: string | null
  /** What it is about: the later state's object, or the earlier one's where that is removed. */
  readonly object: ObjectKey
  readonly sql: string
}

export interface ScriptScope {
  /** Whose objects; other databases' are left out. */
  readonly database: string
  /** Whether the server's roles and their memberships come first. */
  readonly roles: boolean
}
