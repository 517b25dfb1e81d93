import type { ColumnAddress } from '../../../core/lineage/statement-lineage.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Flow, role } from './flow.ts'
import type { Output, Rest } from './scope.ts'

/** A stored relation made ready for resolution. Addresses are interned: equal columns are one object. */
export interface BoundRelation {
  readonly relation: CatalogRelation
  /** Stands for the relation itself: `column` is null. */
  readonly rows: ColumnAddress
  readonly outputs: readonly Output[]
  readonly index: ReadonlyMap<string, Output>
  /** Null where all columns are known. */
  readonly rest: Rest | null
  /** A column of the relation that `outputs` does not hold: a system column, or one the catalog lacks. */
  readonly other: (name: string | null) => Flow
}

const bound = new WeakMap<CatalogRelation, BoundRelation>()

export function bindRelation(relation: CatalogRelation): BoundRelation {
  const before = bound.get(relation)
  if (before !== undefined) return before
  const whole = relation.root === undefined ? null : bindRelation(relation.root)
  const { database, schema, name } = relation
  const rows: ColumnAddress = whole?.rows ?? { database, schema, relation: name, column: null }
  const flowOf = (column: string | null): Flow => new Map([[column === null ? rows : { ...rows, column }, role.direct]])
  const wholeFlow = (column: string | null): Flow | null =>
    whole === null ? null : ((column === null ? undefined : whole.index.get(column)?.flow) ?? whole.other(column))
  const others = new Map<string | null, Flow>()
  const other = (column: string | null): Flow => {
    const flow = others.get(column) ?? wholeFlow(column) ?? flowOf(column)
    others.set(column, flow)
    return flow
  }
  const known = (relation.columns ?? []).map((column): Output => {
    const row = relation.rowColumns?.get(column)
    const flow = wholeFlow(column) ?? flowOf(column)
    return row === undefined ? { name: column, flow } : { name: column, flow, rowType: () => row }
  })
  const open = relation.columns === null
  const binding: BoundRelation = {
    relation,
    rows,
    outputs: open ? [{ name: null, flow: other(null), rest: other }] : known,
    index: new Map(known.map((output) => [output.name ?? '', output])),
    rest: open ? other : null,
    other,
  }
  bound.set(relation, binding)
  return binding
}

/** Columns that every stored relation has beside its own. */
export const systemColumns: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'])
