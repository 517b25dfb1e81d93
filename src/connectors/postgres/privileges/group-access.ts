import { toNumber } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { quoteLiteral } from '../catalog/quote.ts'

interface Row extends CatalogRow {
  readonly rolname: string
  readonly relations: string
}

/** A role that may read relations which a member without its rights may not. */
export interface GroupAccess {
  readonly role: string
  readonly relations: number
}

/** Meant for the few groups whose rights a role does not inherit, and for relations that it may not read itself. */
export const groupAccess = {
  name: 'group-access',
  sql: (groups: readonly string[], relations: readonly number[]): string => `
select g.rolname, pg_catalog.count(*) as relations
from pg_catalog.pg_roles g, pg_catalog.pg_class c
where g.rolname = any (array[${groups.map(quoteLiteral).join(', ')}]::pg_catalog.text[])
  and c.oid = any ('{${relations.join(',')}}'::pg_catalog.oid[])
  and pg_catalog.has_table_privilege(g.oid, c.oid, 'SELECT')
group by g.rolname
order by g.rolname`,
  decode: (row: Row): GroupAccess => ({ role: row.rolname, relations: toNumber(row.relations) }),
}
