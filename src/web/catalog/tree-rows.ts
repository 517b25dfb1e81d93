import { addressAt, type CatalogNames, findRows, type GroupNames } from './catalog-names.ts'
import { type CatalogPlace, objectPath, placePath } from './place.ts'

/** A line of the tree as it is unfolded now. */
export interface TreeRow {
  readonly key: string
  /** 1 for the outermost. */
  readonly level: number
  readonly label: string
  /** An object's kind, or `group`. */
  readonly kind: string
  /** What is inside; null for what holds nothing. */
  readonly count: number | null
  readonly expanded: boolean
  /** What its page is about: an object's row, or a database and one of its schemas. Null for groups, which have none. */
  readonly target: number | readonly [database: string, schema: string | null] | null
  /** Among those beside it, from 1. */
  readonly position: number
  readonly siblings: number
}

interface Drawing {
  readonly names: CatalogNames
  readonly expanded: ReadonlySet<string>
  readonly rows: TreeRow[]
}

/** The lines of the tree, top to bottom. What is folded costs nothing. */
export function treeRows(names: CatalogNames, expanded: ReadonlySet<string>): readonly TreeRow[] {
  const drawing: Drawing = { names, expanded, rows: [] }
  const siblings = names.databases.length + names.groups.length
  for (const [position, { name, schemas }] of names.databases.entries()) {
    const key = databaseKey(name)
    const isOpen = drawRow(drawing, {
      key,
      level: 1,
      label: name,
      kind: 'database',
      count: schemas.length,
      target: [name, null],
      position: position + 1,
      siblings,
    })
    if (isOpen) drawDatabase(drawing, name)
  }
  drawGroups(drawing, names.groups, 'server', 1, names.databases.length, siblings)
  return drawing.rows
}

export const databaseKey = (database: string): string => JSON.stringify([database])
export const schemaKey = (database: string, schema: string): string => JSON.stringify([database, schema])
const groupKey = (holder: string, group: string): string => `${holder} ${group}`
const rowKey = (row: number): string => `row ${row}`

function drawRow(drawing: Drawing, row: Omit<TreeRow, 'expanded'>): boolean {
  const expanded = row.count !== null && drawing.expanded.has(row.key)
  drawing.rows.push({ ...row, expanded })
  return expanded
}

function drawDatabase(drawing: Drawing, database: string): void {
  const found = drawing.names.databases.find(({ name }) => name === database)
  if (found === undefined) return
  const siblings = found.schemas.length + found.groups.length
  for (const [position, { name, groups, count }] of found.schemas.entries()) {
    const key = schemaKey(database, name)
    const isOpen = drawRow(drawing, {
      key,
      level: 2,
      label: name,
      kind: 'schema',
      count,
      target: [database, name],
      position: position + 1,
      siblings,
    })
    if (isOpen) drawGroups(drawing, groups, key, 3, 0, groups.length)
  }
  drawGroups(drawing, found.groups, databaseKey(database), 2, found.schemas.length, siblings)
}

function drawGroups(
  drawing: Drawing,
  groups: readonly GroupNames[],
  holder: string,
  level: number,
  before: number,
  siblings: number,
): void {
  for (const [position, { id, label, rows }] of groups.entries()) {
    const isOpen = drawRow(drawing, {
      key: groupKey(holder, id),
      level,
      label,
      kind: 'group',
      count: rows.length,
      target: null,
      position: before + position + 1,
      siblings,
    })
    if (isOpen) drawObjects(drawing, rows, level + 1)
  }
}

function drawObjects(drawing: Drawing, rows: readonly number[], level: number): void {
  const { index, partitions } = drawing.names
  for (const [position, row] of rows.entries()) {
    const name = index.names[row] ?? ''
    const overload = index.arguments[row]
    const own = partitions.get(row)
    const kind = index.kinds[index.kind[row] ?? -1] ?? ''
    const isOpen = drawRow(drawing, {
      key: rowKey(row),
      level,
      label: labelOf(name, kind, overload),
      kind,
      count: own?.length ?? null,
      target: row,
      position: position + 1,
      siblings: rows.length,
    })
    if (isOpen) drawObjects(drawing, own ?? [], level + 1)
  }
}

/** What has the same name as others is told from them by its arguments; privileges by what they are on. */
function labelOf(name: string, kind: string, rest: string | undefined): string {
  if (rest === undefined) return name
  return kind.endsWith('privileges') ? `${name}, ${rest}` : `${name}(${rest})`
}

/** Where a line's page is. */
export function pathOf(
  names: CatalogNames,
  target: TreeRow['target'],
  service: string,
  at: number | null,
): string | null {
  if (target === null) return null
  if (typeof target === 'number') return objectPath(service, addressAt(names, target), at)
  const [database, schema] = target
  return placePath({ service, database, schema, at })
}

/** Key of the line whose page a place is; null where the tree has none. */
export function keyOfPlace(names: CatalogNames, place: CatalogPlace): string | null {
  const { database, schema, name } = place
  if (name !== null) {
    const [row] = findRows(names, { ...place, name })
    return row === undefined ? null : rowKey(row)
  }
  if (database === null) return null
  return schema === null ? databaseKey(database) : schemaKey(database, schema)
}

/** What has to be unfolded so that an object can be seen. */
export function keysAbove(names: CatalogNames, row: number): readonly string[] {
  const { index } = names
  const keys: string[] = []
  let top = row
  for (let parent = index.parent[top]; parent !== undefined; parent = index.parent[top]) {
    keys.push(rowKey(parent))
    top = parent
  }
  const { database, schema } = addressAt(names, top)
  if (database === null) return keys.concat(groupKeyOf(names.groups, 'server', top))
  const found = names.databases.find(({ name }) => name === database)
  if (schema === null)
    return [...keys, databaseKey(database), ...groupKeyOf(found?.groups ?? [], databaseKey(database), top)]
  const groups = found?.schemas.find(({ name }) => name === schema)?.groups ?? []
  const holder = schemaKey(database, schema)
  return [...keys, databaseKey(database), holder, ...groupKeyOf(groups, holder, top)]
}

function groupKeyOf(groups: readonly GroupNames[], holder: string, row: number): string[] {
  const group = groups.find(({ rows }) => rows.includes(row))
  return group === undefined ? [] : [groupKey(holder, group.id)]
}

/** Unfolded at first: the only database, and its only schema with its tables. */
export function firstExpanded({ databases }: CatalogNames): ReadonlySet<string> {
  const [database, ...others] = databases
  if (database === undefined || others.length > 0) return new Set()
  const keys = [databaseKey(database.name)]
  const schema = database.schemas.length === 1 ? database.schemas[0] : undefined
  if (schema !== undefined) {
    const holder = schemaKey(database.name, schema.name)
    keys.push(holder, ...schema.groups.slice(0, 1).map(({ id }) => groupKey(holder, id)))
  }
  return new Set(keys)
}
