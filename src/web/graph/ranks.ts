type Links = readonly (readonly [from: string, to: string])[]

/**
 * Nodes in ranks from left to right, so that links lead to a later rank; a link that closes a circle leads back. What
 * nothing leads to stands right before the first that it leads to.
 */
export function toRanks(ids: readonly string[], links: Links): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const [from, to] of links) targets.get(from)?.push(to)
  const order = withoutCircles(ids, targets)
  const rank = new Map<string, number>(ids.map((id) => [id, 0]))
  const entered = new Set<string>()
  for (const { id, forward } of order) {
    for (const to of forward) {
      entered.add(to)
      rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(id) ?? 0) + 1))
    }
  }
  for (const { id, forward } of order) {
    if (entered.has(id) || forward.length === 0) continue
    rank.set(id, Math.min(...forward.map((to) => rank.get(to) ?? 0)) - 1)
  }
  const ranks: string[][] = []
  for (const id of ids) {
    const at = rank.get(id) ?? 0
    while (ranks.length <= at) ranks.push([])
    ranks[at]?.push(id)
  }
  return ranks.filter((members) => members.length > 0)
}

interface Visited {
  readonly id: string
  /** Targets that stand behind it. */
  readonly forward: readonly string[]
}

/** Every node before those that it leads to, without the links that close circles. Needs no stack of calls. */
function withoutCircles(ids: readonly string[], targets: ReadonlyMap<string, readonly string[]>): readonly Visited[] {
  const state = new Map<string, 'open' | 'done'>()
  const done: Visited[] = []
  for (const start of ids) {
    if (state.has(start)) continue
    const path = [{ id: start, at: 0, forward: [] as string[] }]
    state.set(start, 'open')
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const next = targets.get(last.id)?.[last.at++]
      if (next === undefined) {
        state.set(last.id, 'done')
        done.push({ id: last.id, forward: last.forward })
        path.pop()
      } else if (state.get(next) !== 'open') {
        last.forward.push(next)
        if (state.has(next)) continue
        state.set(next, 'open')
        path.push({ id: next, at: 0, forward: [] })
      }
    }
  }
  return done.reverse()
}
