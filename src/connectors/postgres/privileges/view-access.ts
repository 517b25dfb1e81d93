import { toNumber, toTexts } from '../catalog/decode.ts'
import { type CatalogRow, inRange, isUserSchema, type Question } from '../catalog/question.ts'

interface Row extends CatalogRow {
  readonly view: string
  readonly unreadable: string
}

/** A view that does not answer although SELECT on it is granted, because something it reads is closed. */
export interface ViewAccess {
  readonly view: number
  /** What is closed, `schema.name`. */
  readonly unreadable: readonly string[]
}

/** 15 lets a view read with the rights of whoever asks. */
const asksAsInvoker = (relation: string): string =>
  `exists (select 1 from pg_catalog.unnest(${relation}.reloptions) o
      where o in ('security_invoker=true', 'security_invoker=on', 'security_invoker=1', 'security_invoker=yes'))`

const reads = (view: string): string => `
    join pg_catalog.pg_rewrite r on r.ev_class = ${view} and r.rulename = '_RETURN'
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid
      and d.deptype = 'n' and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> ${view}
    join pg_catalog.pg_class b on b.oid = d.refobjid and b.relkind in ('r', 'p', 'v', 'm', 'f')`

/**
 * A view reads with its owner's rights, or with those of whoever asks where it says so, and so do the views it reads.
 * A materialized view has read already.
 */
export const viewAccess: Question<Row, ViewAccess> = {
  name: 'view-access',
  sql: (_version, range) => `
with recursive reads (view, base, kind, reader) as (
  select c.oid, b.oid, b.relkind, case when ${asksAsInvoker('c')} then u.oid else c.relowner end
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_roles u on u.rolname = current_user${reads('c.oid')}
  where c.relkind = 'v' and ${isUserSchema} and ${inRange('c.oid', range)}
  union
  select t.view, b.oid, b.relkind, case when ${asksAsInvoker('v')} then u.oid else v.relowner end
  from reads t
  join pg_catalog.pg_class v on v.oid = t.base and t.kind = 'v'
  join pg_catalog.pg_roles u on u.rolname = current_user${reads('v.oid')}
)
select t.view, pg_catalog.json_agg(distinct n.nspname || '.' || c.relname) as unreadable
from reads t
join pg_catalog.pg_class c on c.oid = t.base
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where not pg_catalog.has_table_privilege(t.reader, c.oid, 'SELECT')
  and not pg_catalog.has_any_column_privilege(t.reader, c.oid, 'SELECT')
group by t.view
order by t.view`,
  decode: (row) => ({ view: toNumber(row.view), unreadable: toTexts(row.unreadable) ?? [] }),
}
