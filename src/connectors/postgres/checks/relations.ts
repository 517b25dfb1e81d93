import { toBoolean, toNumber, toTexts, toWord } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { inRange, isRelation } from '../catalog/question.ts'
import { quoteLiteral } from '../catalog/quote.ts'
import { relationKinds } from '../extract/words.ts'
import type { KindFacts } from '../profile/column-kind.ts'

/** A relation that checks are about. */
export interface CheckedRelation {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: (typeof relationKinds)[keyof typeof relationKinds]
  readonly readable: boolean
  /** Row-level security hides rows from this role. */
  readonly rowsHidden: boolean
  readonly primaryKey: readonly string[]
}

export interface CheckedColumn extends KindFacts {
  readonly relation: number
  readonly name: string
  /** As declared, such as `numeric(10,2)`. */
  readonly type: string
  readonly nullable: boolean
  /** The type behind domains, quoted and qualified, so that casting to it changes no value. */
  readonly castType: string
  readonly isDomain: boolean
  /** Where the type and its operators are, quoted. */
  readonly typeSchema: string
  readonly readable: boolean
}

interface RelationRow extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly relname: string
  readonly relkind: string
  readonly readable: string
  readonly rows_hidden: string
  readonly primary_key: string
}

/** Relations of these names in any schema but those of temporary and TOAST tables. */
export const checkedRelations = {
  sql: (names: readonly string[]) => `
select c.oid, n.nspname, c.relname, c.relkind,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') and pg_catalog.has_any_column_privilege(c.oid, 'SELECT') as readable,
  pg_catalog.row_security_active(c.oid) as rows_hidden,
  pg_catalog.to_json(array(
    select a.attname from pg_catalog.pg_index i
    cross join lateral pg_catalog.unnest(i.indkey::pg_catalog.int2[]) with ordinality k (attnum, place)
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
    where i.indrelid = c.oid and i.indisprimary and k.place <= i.indnkeyatts
    order by k.place)) as primary_key
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where ${isRelation} and n.nspname !~ '^pg_(toast|temp)' and c.relname in (${names.map(quoteLiteral).join(', ')})
order by n.nspname, c.relname`,
  decode: (row: RelationRow): CheckedRelation => ({
    oid: toNumber(row.oid),
    schema: row.nspname,
    name: row.relname,
    kind: toWord(relationKinds, row.relkind),
    readable: toBoolean(row.readable),
    rowsHidden: toBoolean(row.rows_hidden),
    primaryKey: toTexts(row.primary_key) ?? [],
  }),
}

interface ColumnRow extends CatalogRow {
  readonly attrelid: string
  readonly attname: string
  readonly type: string
  readonly nullable: string
  readonly cast_type: string
  readonly is_domain: string
  readonly type_schema: string
  readonly typname: string
  readonly typtype: string
  readonly is_array: string
  readonly builtin: string
  readonly sortable: string
  readonly readable: string
}

const typeKinds = { b: 'base', c: 'composite', e: 'enum', r: 'range', m: 'multirange', p: 'pseudo' } as const

/** Their columns, in order. */
export const checkedColumns = {
  sql: (relations: readonly number[]) => `
with recursive bases (attrelid, attnum, type) as (
  select a.attrelid, a.attnum, a.atttypid from pg_catalog.pg_attribute a
  where ${inRange('a.attrelid', { oids: relations })} and a.attnum > 0 and not a.attisdropped
  union all
  select b.attrelid, b.attnum, t.typbasetype from bases b join pg_catalog.pg_type t on t.oid = b.type
  where t.typtype = 'd'
)
select a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
  pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.typname) as cast_type,
  a.atttypid <> t.oid as is_domain, pg_catalog.quote_ident(tn.nspname) as type_schema, e.typname, e.typtype,
  e.oid <> t.oid as is_array, e.typnamespace = 'pg_catalog'::pg_catalog.regnamespace as builtin,
  e.typtype in ('e', 'r', 'm') or exists (
    select from pg_catalog.pg_opclass o join pg_catalog.pg_am m on m.oid = o.opcmethod
    where m.amname = 'btree' and o.opcdefault
      and o.opcintype = case e.oid when 1043 then 25 when 650 then 869 else e.oid end) as sortable,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') as readable
from bases b
join pg_catalog.pg_attribute a on a.attrelid = b.attrelid and a.attnum = b.attnum
join pg_catalog.pg_type t on t.oid = b.type and t.typtype <> 'd'
join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
join pg_catalog.pg_type e on e.oid =
  case when t.typcategory = 'A' and t.typelem <> 0 and t.typlen = -1 then t.typelem else t.oid end
order by a.attrelid, a.attnum`,
  decode: (row: ColumnRow): CheckedColumn => ({
    relation: toNumber(row.attrelid),
    name: row.attname,
    type: row.type,
    nullable: toBoolean(row.nullable),
    castType: row.cast_type,
    isDomain: toBoolean(row.is_domain),
    typeSchema: row.type_schema,
    typeName: row.typname,
    typeKind: toWord(typeKinds, row.typtype),
    isArray: toBoolean(row.is_array),
    builtin: toBoolean(row.builtin),
    sortable: toBoolean(row.sortable),
    readable: toBoolean(row.readable),
  }),
}
