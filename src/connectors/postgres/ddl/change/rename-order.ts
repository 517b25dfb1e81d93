export interface Rename {
  readonly from: string
  readonly to: string
}

export interface RenameOrder {
  /** In an order in which no new name is taken. */
  readonly renames: readonly Rename[]
  /** Names of what stays behind under another one, since its own is needed: name before → name after. */
  readonly displaced: ReadonlyMap<string, string>
}

/**
 * Orders renames. Two that swap their names need a third; what has a name that another one gets, and is not renamed
 * itself, makes room.
 *
 * @param taken all names that are there before
 * @param withEnd makes another name of one
 */
export function orderRenames(
  wanted: readonly Rename[],
  taken: Iterable<string>,
  withEnd: (name: string, end: string) => string = appendEnd,
): RenameOrder {
  const names = new Set(taken)
  const renames: Rename[] = []
  const displaced = new Map<string, string>()
  const rename = (from: string, to: string) => {
    names.delete(from)
    names.add(to)
    renames.push({ from, to })
  }
  let pending = wanted.filter(({ from, to }) => from !== to)
  const leaving = new Set(pending.map(({ from }) => from))
  for (const { to } of pending) {
    if (!names.has(to) || leaving.has(to)) continue
    const aside = freeName(to, names, withEnd)
    rename(to, aside)
    displaced.set(to, aside)
  }
  while (pending.length > 0) {
    const next = pending.find(({ to }) => !names.has(to))
    const [first] = pending
    if (next !== undefined) {
      rename(next.from, next.to)
      pending = pending.filter((one) => one !== next)
    } else if (first !== undefined) {
      const aside = freeName(first.from, names, withEnd)
      rename(first.from, aside)
      pending = [...pending.slice(1), { from: aside, to: first.to }]
    }
  }
  return { renames, displaced }
}

function freeName(name: string, names: ReadonlySet<string>, withEnd: (name: string, end: string) => string): string {
  for (let number = 1; ; number += 1) {
    const free = withEnd(name, `__former${number === 1 ? '' : number}`)
    if (!names.has(free)) return free
  }
}

/** Cut, since the server would cut it at 63 bytes. */
export function appendEnd(name: string, end: string): string {
  return `${[...name].slice(0, 12).join('')}${end}`
}
