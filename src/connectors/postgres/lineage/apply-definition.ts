import type {
  AlterObjectSchemaStmt,
  AlterTableStmt,
  CreateStmt,
  DropStmt,
  Node,
  RangeVar,
  RenameStmt,
  TransactionStmt,
} from 'libpg-query'
import type { RelationAddress, RelationMove } from '../../../core/lineage/statement-lineage.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Context, textOf } from './context.ts'
import { setVariable } from './search-path.ts'
import type { Session, WrittenName } from './session.ts'

/** What a statement does to relations themselves. */
export interface Definition {
  /** What it creates or fills. */
  readonly target: RelationAddress | null
  readonly moves: readonly RelationMove[]
}

const unchanged: Definition = { target: null, moves: [] }

/** Lets the session know what a statement defines, changes or drops. */
export function applyDefinition(context: Context, node: Node): Definition {
  const { session } = context
  const filled = (target: RelationAddress): Definition => ({ target, moves: [] })
  const moved = (moves: readonly RelationMove[]): Definition => {
    for (const move of moves) session.transaction.noteMove(move)
    return { target: null, moves }
  }
  if ('CreateStmt' in node) return filled(create(context, node.CreateStmt))
  if ('CreateForeignTableStmt' in node) return filled(create(context, node.CreateForeignTableStmt.base ?? {}))
  if ('RefreshMatViewStmt' in node) return filled(addressOf(lookUp(context, node.RefreshMatViewStmt.relation ?? {})))
  if ('RenameStmt' in node) return moved(rename(context, node.RenameStmt))
  if ('AlterObjectSchemaStmt' in node) return moved(moveToSchema(context, node.AlterObjectSchemaStmt))
  if ('DropStmt' in node) return moved(drop(context, node.DropStmt))
  if ('AlterTableStmt' in node) alter(context, node.AlterTableStmt)
  if ('VariableSetStmt' in node) setVariable(session, node.VariableSetStmt)
  if ('TransactionStmt' in node) return { target: null, moves: transact(session, node.TransactionStmt) }
  if ('DeallocateStmt' in node) forget(session, node.DeallocateStmt.name)
  if ('DiscardStmt' in node && node.DiscardStmt.target === 'DISCARD_ALL') {
    session.setSearchPath(null)
    forget(session)
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
  return unchanged
}

function transact(
  { transaction }: Session,
  { kind, savepoint_name: name = '' }: TransactionStmt,
): readonly RelationMove[] {
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') transaction.begin()
  if (kind === 'TRANS_STMT_SAVEPOINT') transaction.savepoint(name)
  if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_PREPARE') transaction.commit()
  if (kind === 'TRANS_STMT_ROLLBACK') return transaction.rollback(null)
  return kind === 'TRANS_STMT_ROLLBACK_TO' ? transaction.rollback(name) : []
}

/** All of them without a name. */
function forget({ prepared }: Session, name: string | undefined = undefined): void {
  if (name === undefined) prepared.clear()
  else prepared.delete(name)
}

function writtenName({ catalogname, schemaname, relname }: RangeVar): WrittenName {
  return { database: catalogname ?? null, schema: schemaname ?? null, name: relname ?? '' }
}

/** What a new relation of that name will be. */
export function placeOf({ session }: Context, range: RangeVar): Omit<CatalogRelation, 'columns'> {
  return session.place(writtenName(range), range.relpersistence === 't')
}

/** Whether there is a relation of that name whose columns are known: IF NOT EXISTS leaves it as it is. */
export function isKnown(context: Context, range: RangeVar): boolean {
  return lookUp(context, range).columns !== null
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
  if (!if_not_exists || !isKnown(context, relation)) {
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
    if (def === undefined || !('PartitionCmd' in def)) continue
    const { root: _, ...part } = lookUp(context, def.PartitionCmd.name ?? {})
    if (subtype === 'AT_AttachPartition') context.session.put({ ...part, root: table.root ?? table })
    if (subtype === 'AT_DetachPartition') context.session.put(part)
  }
}

const movable = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE', 'OBJECT_SEQUENCE'])

function rename(
  context: Context,
  { renameType = 'OBJECT_TABLE', relation, subname, newname = '' }: RenameStmt,
): readonly RelationMove[] {
  if (relation === undefined) return []
  const table = lookUp(context, relation)
  if (movable.has(renameType)) {
    // The snapshot may be younger than the statement: then it has the new name alone.
    const renamed = table.missing ? lookUp(context, { ...relation, relname: newname }) : null
    if (renamed === null || renamed.missing) return move(context, table, { ...table, name: newname })
    return [{ from: { ...addressOf(renamed), relation: table.name }, to: addressOf(renamed) }]
  }
  if (renameType === 'OBJECT_COLUMN' && table.columns !== null) {
    const columns = table.columns.map((column) => (column === subname ? newname : column))
    context.session.put({ ...table, columns })
  }
  return []
}

function moveToSchema(
  context: Context,
  { objectType = 'OBJECT_TABLE', relation, newschema = '' }: AlterObjectSchemaStmt,
): readonly RelationMove[] {
  if (relation === undefined || !movable.has(objectType)) return []
  const table = lookUp(context, relation)
  const moved = table.missing ? lookUp(context, { ...relation, schemaname: newschema }) : null
  if (moved === null || moved.missing) return move(context, table, { ...table, schema: newschema })
  return [{ from: addressOf(table), to: addressOf(moved) }]
}

function move({ session }: Context, from: CatalogRelation, to: CatalogRelation): readonly RelationMove[] {
  session.drop(from)
  session.put(to)
  return [{ from: addressOf(from), to: addressOf(to) }]
}

function drop(context: Context, { removeType = 'OBJECT_TABLE', objects = [] }: DropStmt): readonly RelationMove[] {
  if (!movable.has(removeType)) return []
  return objects.map((node) => {
    const path = 'List' in node ? (node.List.items ?? []).map(textOf) : []
    const name = { database: path.at(-3) ?? null, schema: path.at(-2) ?? null, name: path.at(-1) ?? '' }
    const relation = context.session.resolve(name)
    context.session.drop(relation)
    return { from: addressOf(relation), to: null }
  })
}
