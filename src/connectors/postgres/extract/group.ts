/** Entries by key, in their order. */
export function groupBy<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const name = key(entry)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [entry])
    else group.push(entry)
  }
  return groups
}

/** One list for all that have nothing. */
export const none: readonly never[] = []

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
