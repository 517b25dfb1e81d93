import type { Node } from 'libpg-query'
import { type Context, textOf } from './context.ts'
import { nothing } from './flow.ts'
import { outputName } from './output-name.ts'
import { findSource, starOf } from './resolve-column.ts'
import { flowOf } from './resolve-expression.ts'
import { fieldFlow, rowTypeOf, sourceOf } from './row-type.ts'
import type { Output, Scope, Source } from './scope.ts'

/** The outputs of a target list; stars stand for the columns of `shown` or of the source they name. */
export function resolveTargets(
  context: Context,
  targets: readonly Node[],
  scope: Scope,
  shown: readonly Source[],
): readonly Output[] {
  return targets.flatMap((node) => {
    if (!('ResTarget' in node)) return []
    const { name, val } = node.ResTarget
    return (
      star(context, val, scope, shown) ?? [
        {
          name: name ?? outputName(val),
          flow: flowOf(context, val, scope),
          read: nothing,
          rowType: () => rowTypeOf(context, val, scope),
        },
      ]
    )
  })
}

function star(
  context: Context,
  value: Node | undefined,
  scope: Scope,
  shown: readonly Source[],
): readonly Output[] | null {
  if (value === undefined) return null
  if ('ColumnRef' in value) {
    const fields = value.ColumnRef.fields ?? []
    const last = fields.at(-1)
    if (last === undefined || !('A_Star' in last)) return null
    if (fields.length === 1) return starOf(context, shown)
    return starOfName(context, fields.slice(0, -1).map(textOf), value.ColumnRef.location ?? 0, scope)
  }
  // (expression).* expands a composite value; of a row under its own name the columns are known.
  if (!('A_Indirection' in value)) return null
  const { arg, indirection = [] } = value.A_Indirection
  const last = indirection.at(-1)
  if (last === undefined || !('A_Star' in last)) return null
  const source = indirection.length === 1 ? sourceOf(arg, scope) : null
  if (source !== null) return starOf(context, [source])
  const row: Node = { A_Indirection: { ...value.A_Indirection, indirection: indirection.slice(0, -1) } }
  const flow = flowOf(context, row, scope)
  const type = rowTypeOf(context, row, scope)
  if (type?.columns == null) return [{ name: null, flow, rest: () => flow }]
  return type.columns.map((name) => ({
    name,
    flow: fieldFlow(context, flow, type, name),
    read: nothing,
    rowType: () => type.rowColumns?.get(name) ?? null,
  }))
}

function starOfName(context: Context, path: readonly string[], location: number, scope: Scope): readonly Output[] {
  const source = findSource(path, scope)
  if (source !== null) return starOf(context, [source])
  const fields = context.variables?.fieldsOf?.(path.at(-1) ?? '') ?? null
  if (fields !== null) {
    return fields.map((field) => {
      const column: Node = { ColumnRef: { fields: [...path, field].map((sval) => ({ String: { sval } })), location } }
      return { name: field, flow: flowOf(context, column, scope) }
    })
  }
  const flow = context.variables?.(path) ?? null
  if (flow !== null) return [{ name: null, flow, rest: () => flow }]
  context.note('LINEAGE_RELATION_UNKNOWN', `Nothing in FROM is called ${path.join('.')}.`, location)
  return []
}
