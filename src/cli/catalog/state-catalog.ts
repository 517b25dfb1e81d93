import type { ChangePage, SnapshotSummary } from '../../core/api.ts'
import type { SearchHit, ServiceSearchHit } from '../../core/catalog-api.ts'
import type { Classification } from '../../core/classification.ts'
import type { ServiceId, SnapshotId } from '../../core/ids.ts'
import { searchCatalog, searchSnapshot } from '../../runs/catalog.ts'
import { listChanges } from '../../runs/changes.ts'
import { listClassifications } from '../../runs/classifications.ts'
import type { RunContext } from '../../runs/context.ts'
import { listSnapshots } from '../../runs/snapshots.ts'

/** What is kept of the services' databases. */
export interface StateCatalog {
  /** The newest first. */
  snapshots(serviceId: ServiceId, limit: number): Promise<readonly SnapshotSummary[]>
  /** Snapshots that differ from the one before, the newest first, among so many. */
  changes(serviceId: ServiceId, limit: number): Promise<ChangePage>
  /** Over the newest snapshot of every service, the best first. */
  search(words: string, limit: number): Promise<readonly ServiceSearchHit[]>
  searchIn(snapshot: SnapshotId, words: string, limit: number): Promise<readonly SearchHit[]>
  /** Policies as tags, by the name that services give them. */
  classifications(): Promise<readonly Classification[]>
}

export function stateCatalog(context: RunContext): StateCatalog {
  return {
    snapshots: (serviceId, limit) => listSnapshots(context, serviceId, limit),
    changes: (serviceId, limit) => listChanges(context, serviceId, { before: null, limit }),
    search: (words, limit) => searchCatalog(context, words, limit),
    searchIn: (snapshot, words, limit) => searchSnapshot(context, snapshot, words, limit),
    classifications: () => listClassifications(context),
  }
}
