import type { ColumnRef } from 'libpg-query'
import { systemColumns } from './bound-relation.ts'
import { type Context, noteReads, strayOf, textOf } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role } from './flow.ts'
import { findOutput, type Output, type Scope, type Source } from './scope.ts'

/** The flow of a column reference that is no star, as the server resolves it: column, whole row, variable. */
export function resolveColumn(context: Context, { fields = [], location }: ColumnRef, scope: Scope | null): Flow {
  const path = fields.map(textOf)
  const found =
    path.length === 1 ? unqualified(context, path[0] ?? '', scope, location) : qualified(context, path, scope)
  if (found !== null) return found
  const variable = context.variables?.(path) ?? null
  if (variable !== null) {
    if (context.variables?.isRow?.(path[0] ?? '')) noteReads(context, variable)
    return variable
  }
  context.note('LINEAGE_COLUMN_UNKNOWN', `Nothing in scope is called ${path.join('.')}.`, location)
  const flow = strayOf(context)(path.at(-1) ?? null)
  noteReads(context, flow)
  return flow
}

function unqualified(context: Context, name: string, scope: Scope | null, location = 0): Flow | null {
  const certain = certainColumn(context, name, scope, location)
  if (certain !== null && certain.level === scope) return certain.flow
  const row = wholeRow(context, name, scope)
  // A relation whose columns are not known might have a column of its own name; hardly any does.
  if (certain === null && row !== null) return row
  const variable = context.variables?.([name]) ?? null
  if (certain === null && variable !== null) return variable
  const open = openColumn(context, name, scope, certain?.level ?? null, location)
  return certain?.flow ?? open
}

/** A column of that name whose relation is known to have it, on the innermost level that has one. */
function certainColumn(context: Context, name: string, scope: Scope | null, location: number) {
  for (let level = scope; level !== null; level = level.parent) {
    let found: Flow | null = null
    for (const source of level.sources) {
      const output = source.columnsVisible ? findOutput(source, name) : null
      if (output === null) continue
      if (found !== null) context.note('LINEAGE_COLUMN_AMBIGUOUS', `Several relations have a column ${name}.`, location)
      found ??= read(context, output)
    }
    if (found !== null) return { flow: found, level }
  }
  return systemColumns.has(name) ? systemColumn(context, name, scope) : null
}

function systemColumn(context: Context, name: string, scope: Scope | null) {
  for (let level = scope; level !== null; level = level.parent) {
    const source = level.sources.find(({ stored, columnsVisible }) => stored !== null && columnsVisible)
    if (source === undefined) continue
    return { flow: ofSource(context, source, name), level }
  }
  return null
}

/** A column that only a relation with unknown columns can have; none when a level further out surely has it. */
function openColumn(context: Context, name: string, scope: Scope | null, until: Scope | null, location: number) {
  for (let level = scope; level !== null && level !== until; level = level.parent) {
    const open = level.sources.filter(({ rest, columnsVisible }) => rest !== null && columnsVisible)
    const likely = open.filter(({ unlikely }) => !unlikely)
    const candidates = likely.length > 0 ? likely : open
    const [only] = candidates
    if (only === undefined) continue
    if (until !== null) {
      context.note('LINEAGE_COLUMN_ASSUMED', `Column ${name} is taken from the enclosing query.`, location)
      return null
    }
    if (candidates.length === 1) {
      if (open.length > 1 || hasOpenParent(level)) {
        context.note(
          'LINEAGE_COLUMN_ASSUMED',
          `Column ${name} is taken to be ${only.name ?? 'the relation'}'s.`,
          location,
        )
      }
      return ofSource(context, only, name)
    }
    context.note('LINEAGE_COLUMN_AMBIGUOUS', `Without a snapshot ${name} may be any relation's column.`, location)
    const flow = strayOf(context)(name)
    noteReads(context, flow)
    return flow
  }
  return null
}

function hasOpenParent({ parent }: Scope): boolean {
  for (let level = parent; level !== null; level = level.parent) {
    if (level.sources.some(({ rest }) => rest !== null)) return true
  }
  return false
}

function qualified(context: Context, path: readonly string[], scope: Scope | null): Flow | null {
  const column = path.at(-1) ?? ''
  const source = findSource(path.slice(0, -1), scope)
  if (source === null) return null
  const output = findOutput(source, column)
  if (output !== null) return read(context, output)
  if (source.rest === null && !(source.stored !== null && systemColumns.has(column))) {
    // A function in attribute notation, `t.f` for f(t), reads the row.
    if (context.session.catalog.hasFunction(null, column)) return rowFlow(context, source)
    context.note('LINEAGE_COLUMN_UNKNOWN', `${source.name ?? 'The relation'} has no column ${column}.`)
  }
  return ofSource(context, source, column)
}

/** The source that a qualifier names: `alias`, `schema.relation` or `database.schema.relation`. */
export function findSource(qualifier: readonly string[], scope: Scope | null): Source | null {
  const name = qualifier.at(-1)
  const schema = qualifier.at(-2) ?? null
  for (let level = scope; level !== null; level = level.parent) {
    for (const source of level.sources) {
      if (source.name === name && (schema === null || source.schema === schema)) return source
    }
  }
  return null
}

/** What a path names that is certainly there: a column, or something in FROM by its name. */
export function findNamed(
  path: readonly string[],
  scope: Scope | null,
): { readonly output: Output | null; readonly source: Source | null } | null {
  const name = path.at(-1) ?? ''
  if (path.length > 1) {
    const source = findSource(path.slice(0, -1), scope)
    const output = source === null ? null : findOutput(source, name)
    return output === null ? namedSource(path, scope) : { output, source: null }
  }
  for (let level = scope; level !== null; level = level.parent) {
    for (const source of level.sources) {
      const output = source.columnsVisible ? findOutput(source, name) : null
      if (output !== null) return { output, source: null }
    }
  }
  return namedSource(path, scope)
}

function namedSource(path: readonly string[], scope: Scope | null) {
  const source = findSource(path, scope)
  return source === null ? null : { output: null, source }
}

/** A reference to a whole row, such as `row_to_json(t)`. */
function wholeRow(context: Context, name: string, scope: Scope | null): Flow | null {
  const source = findSource([name], scope)
  return source === null ? null : rowFlow(context, source)
}

/** All that a row holds. The row is read, not column by column: the server records it so too. */
export function rowFlow(context: Context, { columns, stored }: Source): Flow {
  const flow: GrowingFlow = new Map()
  for (const output of columns) addFlow(flow, output.flow, role.direct)
  if (stored !== null) context.reads.rows.add(stored)
  return flow
}

/** The columns that `t.*` or `*` stand for. */
export function starOf(context: Context, sources: readonly Source[]): readonly Output[] {
  return sources.flatMap((source) => {
    for (const output of source.columns) {
      context.spend()
      read(context, output)
    }
    return source.columns
  })
}

/** Reading what a subquery gives reads nothing new; a join's columns are those of its sides. */
export function read(context: Context, { flow, read: found = flow }: Output): Flow {
  noteReads(context, found)
  return flow
}

/** A column that the source is not known to have. */
export function ofSource(context: Context, { rest, other }: Source, name: string): Flow {
  const flow = rest?.(name) ?? other?.(name) ?? nothing
  noteReads(context, flow)
  return flow
}
