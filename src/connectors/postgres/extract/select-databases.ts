import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { SkippedObject } from '../../../core/catalog/snapshot.ts'
import { cloudInternal } from '../catalog/cloud-internal.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { compareText } from './group.ts'
import type { DatabaseEntry } from './server-objects.ts'
import { toSkippedDatabase } from './skip.ts'

/** Which databases are read, by name, and which are not though the settings ask for them. */
export function selectDatabases(
  found: readonly DatabaseEntry[],
  { scope }: PostgresSettings,
  current: string,
): { readonly selected: readonly string[]; readonly skipped: readonly SkippedObject[] } {
  const matches = nameFilter(scope.databases)
  if (!scope.allDatabases) {
    return matches(current) ? { selected: [current], skipped: [] } : { selected: [], skipped: [leftOut(current)] }
  }
  const byName = [...found].sort((a, b) => compareText(a.name, b.name))
  const selected: string[] = []
  const skipped: SkippedObject[] = []
  for (const database of byName) {
    if (!matches(database.name) || !isOrdinary(database)) continue
    const reason = whySkipped(database)
    if (reason === null) selected.push(database.name)
    else skipped.push(toSkippedDatabase(database.name, reason))
  }
  // Nothing at all is hardly what somebody wanted.
  if (selected.length + skipped.length === 0) skipped.push(...found.filter(isOrdinary).map(({ name }) => leftOut(name)))
  // The one that is open comes first: its connection is not held back while others wait for one.
  const isOpen = (name: string) => name === current
  return { selected: [...selected.filter(isOpen), ...selected.filter((name) => !isOpen(name))], skipped }
}

const isOrdinary = ({ template }: DatabaseEntry): boolean => template !== 't'

/** It is outside of the scope, and hides nothing that was asked for. */
const leftOut = (name: string): SkippedObject => ({
  ...toSkippedDatabase(name, 'The database filter leaves it out, and lets no other in.'),
  hides: [],
})

function whySkipped({ name, open, connectable }: DatabaseEntry): string | null {
  if (cloudInternal.includes(name)) return 'It belongs to the cloud provider, who lets nobody in.'
  if (open === 'f') return 'It takes no connections.'
  if (connectable === 'f') return 'The role may not connect to it: grant CONNECT, or leave it out by filter.'
  return null
}
