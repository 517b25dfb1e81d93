import { toBoolean, toTexts } from './decode.ts'
import type { CatalogRow } from './question.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts'

/** The name as the form holds it: `name` or `schema.name`, parts quoted as in SQL where they need it. */
export interface SourceName {
  readonly schema: string | null
  readonly name: string
}

/** Where statements are read from, as found in the database. */
export interface StatementSource {
  readonly schema: string
  readonly name: string
  /** Version of the extension that owns it, such as `1.11`; null for a view of the admin's own. */
  readonly extensionVersion: string | null
  /** What it offers. For the extension this follows its own version, not the server's: upgrades leave it behind. */
  readonly columns: ReadonlySet<string>
  readonly selectable: boolean
  readonly schemaUsable: boolean
}

interface Row extends CatalogRow {
  readonly nspname: string
  readonly relname: string
  readonly extversion: string | null
  readonly columns: string
  readonly selectable: string
  readonly schema_usable: string
}

const part = /(?:"((?:[^"]|"")+)"|([^".]+))(?:\.|$)/gu

/** Reads a name that the settings have already found to be one. Unquoted parts fold to lower case, as in SQL. */
export function parseSourceName(text: string): SourceName {
  const names = [...text.matchAll(part)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.toLowerCase(),
  )
  const [first, second] = names
  if (first === undefined || names.length > 2) throw new Error(`not the name of a view: ${text}`)
  return second === undefined ? { schema: null, name: first } : { schema: first, name: second }
}

export const statementSource = {
  name: 'statement-source',
  /** Without a schema the extension's own comes first, then `public`, then the first by name. */
  sql: (source: SourceName): string => `
select n.nspname, c.relname, e.extversion,
  (select pg_catalog.json_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  pg_catalog.has_table_privilege(c.oid, 'SELECT') as selectable,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') as schema_usable
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid
  and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_extension e on e.oid = d.refobjid
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname = ${quoteLiteral(source.name)}
  ${source.schema === null ? '' : `and n.nspname = ${quoteLiteral(source.schema)}`}
order by e.extversion is null, n.nspname <> 'public', n.nspname
limit 1`,
  decode: (row: Row): StatementSource => ({
    schema: row.nspname,
    name: row.relname,
    extensionVersion: row.extversion,
    columns: new Set(toTexts(row.columns)),
    selectable: toBoolean(row.selectable),
    schemaUsable: toBoolean(row.schema_usable),
  }),
}

/** The name as it stands in a statement. An unqualified one that was not found is left to the server to refuse. */
export const sourceInSql = (source: SourceName | StatementSource): string =>
  source.schema === null ? quoteIdentifier(source.name) : quoteQualified(source.schema, source.name)
