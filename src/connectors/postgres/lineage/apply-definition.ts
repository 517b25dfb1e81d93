import type { AlterTableStmt, CreateStmt, DropStmt, Node, RangeVar, RenameStmt } from 'libpg-query'
import type { RelationAddress } from '../../../core/lineage/statement-lineage.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Context, textOf } from './context.ts'
import { setVariable } from './search-path.ts'
import type { WrittenName } from './session.ts'

/** Lets the session know what a statement defines, changes or drops. The result is what it creates or fills. */
export function applyDefinition(context: Context, node: Node): RelationAddress | null {
  const { session } = context
  if ('CreateStmt' in node) return create(context, node.CreateStmt)
  if ('CreateForeignTableStmt' in node) return create(context, node.CreateForeignTableStmt.base ?? {})
  if ('RefreshMatViewStmt' in node) return addressOf(lookUp(context, node.RefreshMatViewStmt.relation ?? {}))
  if ('AlterTableStmt' in node) alter(context, node.AlterTableStmt)
  if ('RenameStmt' in node) rename(context, node.RenameStmt)
  if ('DropStmt' in node) drop(context, node.DropStmt)
  if ('VariableSetStmt' in node) setVariable(session, node.VariableSetStmt)
  if ('DiscardStmt' in node && node.DiscardStmt.target === 'DISCARD_ALL') session.setSearchPath(null)
  if ('AlterObjectSchemaStmt' in node && node.AlterObjectSchemaStmt.relation !== undefined) {
    const relation = lookUp(context, node.AlterObjectSchemaStmt.relation)
    session.drop(relation)
    session.put({ ...relation, schema: node.AlterObjectSchemaStmt.newschema ?? null })
  }
  if ('CreateSchemaStmt' in node) {
    const { schemaname = null, schemaElts = [] } = node.CreateSchemaStmt
    for (const element of schemaElts) {
      if (!('CreateStmt' in element)) continue
      const { relation = {} } = element.CreateStmt
      create(context, {
        ...element.CreateStmt,
        relation: { ...relation, schemaname: relation.schemaname ?? schemaname ?? '' },
      })
    }
  }
  return null
}

function writtenName({ catalogname, schemaname, relname }: RangeVar): WrittenName {
  return { database: catalogname ?? null, schema: schemaname ?? null, name: relname ?? '' }
}

/** What a new relation of that name will be. */
export function placeOf({ session }: Context, range: RangeVar): Omit<CatalogRelation, 'columns'> {
  return session.place(writtenName(range), range.relpersistence === 't')
}

function lookUp({ session }: Context, range: RangeVar): CatalogRelation {
  return session.resolve(writtenName(range))
}

function addressOf({ database, schema, name }: Omit<CatalogRelation, 'columns'>): RelationAddress {
  return { database, schema, relation: name }
}

function create(
  context: Context,
  { relation = {}, tableElts = [], inhRelations = [], partbound, ofTypename, if_not_exists }: CreateStmt,
): RelationAddress {
  const place = placeOf(context, relation)
  const parents = inhRelations.flatMap((node) => ('RangeVar' in node ? [lookUp(context, node.RangeVar)] : []))
  const like = tableElts.flatMap((node) =>
    'TableLikeClause' in node ? [lookUp(context, node.TableLikeClause.relation ?? {})] : [],
  )
  const own = tableElts.flatMap((node) => ('ColumnDef' in node ? [node.ColumnDef.colname ?? ''] : []))
  const known = ofTypename === undefined && [...parents, ...like].every(({ columns }) => columns !== null)
  const inherited = [...parents, ...like].flatMap(({ columns }) => columns ?? [])
  const [parent] = parents
  const before = if_not_exists ? lookUp(context, relation) : null
  if (before?.columns == null) {
    context.session.put({
      ...place,
      columns: known ? [...new Set([...inherited, ...own])] : null,
      ...(partbound !== undefined && parent !== undefined && { root: parent.root ?? parent }),
    })
  }
  return addressOf(place)
}

function alter(context: Context, { relation, cmds = [] }: AlterTableStmt): void {
  if (relation === undefined) return
  for (const node of cmds) {
    if (!('AlterTableCmd' in node)) continue
    const { subtype, name, def } = node.AlterTableCmd
    const table = lookUp(context, relation)
    const column = def !== undefined && 'ColumnDef' in def ? (def.ColumnDef.colname ?? '') : ''
    if (subtype === 'AT_AddColumn' && table.columns !== null && !table.columns.includes(column)) {
      context.session.put({ ...table, columns: [...table.columns, column] })
    }
    if (subtype === 'AT_DropColumn' && table.columns !== null) {
      context.session.put({ ...table, columns: table.columns.filter((other) => other !== name) })
    }
    if (subtype === 'AT_AttachPartition' && def !== undefined && 'PartitionCmd' in def) {
      context.session.put({ ...lookUp(context, def.PartitionCmd.name ?? {}), root: table.root ?? table })
    }
  }
}

const renamed = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'])

function rename(context: Context, { renameType = 'OBJECT_TABLE', relation, subname, newname = '' }: RenameStmt): void {
  if (relation === undefined) return
  const table = lookUp(context, relation)
  if (renamed.has(renameType)) {
    context.session.drop(table)
    context.session.put({ ...table, name: newname })
  }
  if (renameType === 'OBJECT_COLUMN' && table.columns !== null) {
    const columns = table.columns.map((column) => (column === subname ? newname : column))
    context.session.put({ ...table, columns })
  }
}

function drop(context: Context, { removeType = 'OBJECT_TABLE', objects = [] }: DropStmt): void {
  if (!renamed.has(removeType)) return
  for (const node of objects) {
    const path = 'List' in node ? (node.List.items ?? []).map(textOf) : []
    const name = { database: path.at(-3) ?? null, schema: path.at(-2) ?? null, name: path.at(-1) ?? '' }
    context.session.drop(context.session.resolve(name))
  }
}
