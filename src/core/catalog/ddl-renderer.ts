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
}

export interface ScriptScope {
  /** Whose objects; other databases' are left out. */
  readonly database: string
  /** Whether the server's roles and their memberships come first. */
  readonly roles: boolean
}
