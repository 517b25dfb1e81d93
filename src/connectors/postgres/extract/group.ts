/** Entries by key, in their order. Quickest where equal keys stand together. */
export function groupBy<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  let last: string | null = null
  let group: Entry[] = []
  for (const entry of entries) {
    const name = key(entry)
    if (name !== last) {
      last = name
      const known = groups.get(name)
      group = known ?? []
      if (known === undefined) groups.set(name, group)
    }
    group.push(entry)
  }
  return groups
}

/** One list for all that have nothing. */
export const none: readonly never[] = []

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
