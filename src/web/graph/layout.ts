import { toRanks } from './ranks.ts'

/** What the thread that arranges nodes is given; it knows of sizes alone. */
export interface LayoutRequest {
  readonly boxes: readonly Box[]
  readonly links: readonly (readonly [from: string, to: string])[]
}

export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
}

/** Left upper corners, in the order of the boxes. */
export type Positions = readonly { readonly x: number; readonly y: number }[]

const gap = { column: 96, row: 22, block: 60 }
/** A rank that is higher goes on in a column beside it. */
const tallest = 2600
const sweeps = 8

/**
 * From left to right along the links, neighbours near each other; boxes without any link stand below, in rows. Written
 * here since the layered layouts to be had put a stand-in into every rank a link crosses: with hundreds of tables that
 * takes a minute, and this takes milliseconds.
 */
export function layoutBoxes({ boxes, links }: LayoutRequest): Positions {
  const real = links.filter(([from, to]) => from !== to)
  const linked = new Set(real.flat())
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const neighbours = new Map<string, string[]>(boxes.map(({ id }) => [id, []]))
  for (const [from, to] of real) {
    neighbours.get(from)?.push(to)
    neighbours.get(to)?.push(from)
  }
  const ids = boxes.flatMap(({ id }) => (linked.has(id) ? [id] : []))
  const columns = toRanks(ids, real)
    .flatMap((rank) => wrapped(rank, byId))
    .map((column) => column.flatMap((id) => byId.get(id) ?? []))
  const tops = arrange(columns, neighbours)
  const places = new Map<string, { x: number; y: number }>()
  let x = 0
  for (const column of columns) {
    for (const { id } of column) places.set(id, { x, y: tops.get(id) ?? 0 })
    x += Math.max(...column.map(({ width }) => width)) + gap.column
  }
  const bottom = Math.max(0, ...columns.flat().map(({ id, height }) => (tops.get(id) ?? 0) + height + gap.block))
  const loose = boxes.filter(({ id }) => !linked.has(id))
  for (const [id, place] of inRows(loose, bottom, Math.max(1200, x - gap.column))) places.set(id, place)
  return boxes.map(({ id }) => places.get(id) ?? { x: 0, y: 0 })
}

function wrapped(rank: readonly string[], byId: ReadonlyMap<string, Box>): string[][] {
  const columns: string[][] = [[]]
  let height = 0
  for (const id of rank) {
    const own = (byId.get(id)?.height ?? 0) + gap.row
    if (height > 0 && height + own > tallest) {
      columns.push([])
      height = 0
    }
    columns.at(-1)?.push(id)
    height += own
  }
  return columns
}

/** Heights at which boxes stand: each column again and again where its neighbours are, without overlaps. */
function arrange(columns: Box[][], neighbours: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const heights = new Map(columns.flat().map(({ id, height }) => [id, height]))
  const tops = new Map<string, number>()
  for (const column of columns) stack(column, tops, () => 0)
  const middle = (id: string) => (tops.get(id) ?? 0) + (heights.get(id) ?? 0) / 2
  const wanted = (id: string) => {
    const near = neighbours.get(id) ?? []
    return near.length === 0 ? middle(id) : near.reduce((sum, each) => sum + middle(each), 0) / near.length
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const goals = new Map(column.map(({ id }) => [id, wanted(id)]))
      column.sort((a, b) => (goals.get(a.id) ?? 0) - (goals.get(b.id) ?? 0))
      stack(column, tops, ({ id, height }) => (goals.get(id) ?? 0) - height / 2)
    }
  }
  const top = Math.min(0, ...tops.values())
  return new Map([...tops].map(([id, y]) => [id, y - top]))
}

/** In their order, each at its goal or below the one before; then all together to where they miss the least. */
function stack(column: readonly Box[], tops: Map<string, number>, goal: (box: Box) => number): void {
  let y = Number.NEGATIVE_INFINITY
  let missed = 0
  for (const box of column) {
    const place = Math.max(goal(box), y)
    tops.set(box.id, place)
    missed += place - goal(box)
    y = place + box.height + gap.row
  }
  const shift = missed / column.length
  for (const { id } of column) tops.set(id, (tops.get(id) ?? 0) - shift)
}

function inRows(boxes: readonly Box[], top: number, widest: number) {
  const places = new Map<string, { x: number; y: number }>()
  let [x, y, highest] = [0, top, 0]
  for (const { id, width, height } of boxes) {
    if (x > 0 && x + width > widest) [x, y, highest] = [0, y + highest + gap.row, 0]
    places.set(id, { x, y })
    x += width + gap.row
    highest = Math.max(highest, height)
  }
  return places
}
