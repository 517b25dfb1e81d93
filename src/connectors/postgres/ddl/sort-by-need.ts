/** Groups of nodes, what is needed before what needs it; a group of several closes a circle. */
export type Groups = readonly (readonly number[])[]

/**
 * Sorts nodes so that each comes after all that it needs, and otherwise in their given order (Tarjan's strongly
 * connected components, without recursion: a chain of needs can be as long as the database is large).
 *
 * @param needs for each node the nodes it needs
 */
export function sortByNeed(needs: readonly (readonly number[])[]): Groups {
  const search = new Search(needs)
  for (let node = 0; node < needs.length; node += 1) search.visit(node)
  return search.groups
}

interface Frame {
  readonly node: number
  next: number
}

class Search {
  readonly groups: number[][] = []
  readonly #needs: readonly (readonly number[])[]
  readonly #found: Int32Array
  readonly #lowest: Int32Array
  readonly #open: number[] = []
  readonly #isOpen: Uint8Array
  #count = 0

  constructor(needs: readonly (readonly number[])[]) {
    this.#needs = needs
    this.#found = new Int32Array(needs.length).fill(-1)
    this.#lowest = new Int32Array(needs.length)
    this.#isOpen = new Uint8Array(needs.length)
  }

  visit(start: number): void {
    if (this.#found[start] !== -1) return
    const path: Frame[] = [this.#enter(start)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const need = this.#needs[frame.node]?.[frame.next]
      frame.next += 1
      if (need === undefined) {
        path.pop()
        this.#leave(frame.node, path.at(-1)?.node)
      } else if (this.#found[need] === -1) path.push(this.#enter(need))
      else if (this.#isOpen[need] === 1) this.#lower(frame.node, this.#found[need] ?? 0)
    }
  }

  #enter(node: number): Frame {
    this.#found[node] = this.#count
    this.#lowest[node] = this.#count
    this.#count += 1
    this.#open.push(node)
    this.#isOpen[node] = 1
    return { node, next: 0 }
  }

  #leave(node: number, from: number | undefined): void {
    if (from !== undefined) this.#lower(from, this.#lowest[node] ?? 0)
    if (this.#lowest[node] !== this.#found[node]) return
    const group = this.#open.splice(this.#open.lastIndexOf(node))
    for (const member of group) this.#isOpen[member] = 0
    this.groups.push(group)
  }

  #lower(node: number, to: number): void {
    this.#lowest[node] = Math.min(this.#lowest[node] ?? 0, to)
  }
}
