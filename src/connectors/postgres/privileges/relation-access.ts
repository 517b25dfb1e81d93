import type { RelationKind } from '../../../core/catalog/relation.ts'
import { toBoolean, toNumber, toWord } from '../catalog/decode.ts'
import { type CatalogRow, inRange, isRelation, isUserSchema, type Question } from '../catalog/question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly relname: string
  readonly relkind: string
  readonly owner: string
  readonly owned: string
  readonly columns: string
  readonly access: string
  readonly rows_hidden: string
}

/** What the role may read of one relation. Cheap: no deparsing, one row per relation. */
export interface RelationAccess {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: RelationKind
  readonly owner: string
  /** The role has its owner's rights. */
  readonly owned: boolean
  readonly columnCount: number
  /** SELECT on the whole relation, on some of its columns only, or on nothing. USAGE on the schema is another matter. */
  readonly select: 'all' | 'some columns' | 'none'
  /** A row-level-security policy applies to this role, so the relation may read as emptier than it is. */
  readonly rowsHidden: boolean
}

const accesses = { a: 'all', s: 'some columns', n: 'none' } as const

/** Columns are counted in one pass, and asked about only where one of them was ever granted by itself. */
const kinds = {
  r: 'table',
  p: 'partitioned table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
} as const satisfies Readonly<Record<string, RelationKind>>

export const relationAccess: Question<Row, RelationAccess> = {
  name: 'relation-access',
  sql: (_version, range) => `
select c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner) as owner,
  pg_catalog.pg_has_role(c.relowner, 'USAGE') as owned,
  coalesce(a.columns, 0) as columns,
  case when pg_catalog.has_table_privilege(c.oid, 'SELECT') then 'a'
    when a.granted and pg_catalog.has_any_column_privilege(c.oid, 'SELECT') then 's' else 'n' end as access,
  pg_catalog.row_security_active(c.oid) as rows_hidden
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join (
  select attrelid, pg_catalog.count(*) as columns, pg_catalog.bool_or(attacl is not null) as granted
  from pg_catalog.pg_attribute
  where attnum > 0 and not attisdropped and ${inRange('attrelid', range)}
  group by attrelid
) a on a.attrelid = c.oid
where ${isRelation} and ${isUserSchema} and ${inRange('c.oid', range)}
order by n.nspname, c.relname`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    schema: row.nspname,
    name: row.relname,
    kind: toWord(kinds, row.relkind),
    owner: row.owner,
    owned: toBoolean(row.owned),
    columnCount: toNumber(row.columns),
    select: toWord(accesses, row.access),
    rowsHidden: toBoolean(row.rows_hidden),
  }),
}
