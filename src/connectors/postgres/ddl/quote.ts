import type { QualifiedName } from '../../../core/catalog/place.ts'

/** Words that some major from 14 on does not take everywhere as a name: pg_get_keywords() but its unreserved ones. */
const keywords: ReadonlySet<string> = new Set(
  `
  all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
  cast char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default
  deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant
  greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join
  json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize
  json_table json_value lateral leading least left like limit localtime localtimestamp merge_action national
  natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
  placing position precision primary real references returning right row select session_user setof similar
  smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true
  union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat
  xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
`
    .trim()
    .split(/\s+/),
)

/** An SQL identifier, always quoted: reserved words, capitals and spaces need no thought. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A name in SQL: in double quotes only where Postgres asks for them, as its own deparser writes it. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z\d_]*$/.test(name) && !keywords.has(name) ? name : quoteIdentifier(name)
}

export function quoteQualified({ schema, name }: QualifiedName): string {
  return `${quoteName(schema)}.${quoteName(name)}`
}

/** An SQL string; right with any `standard_conforming_strings`. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** `PUBLIC` for null. */
export function quoteRole(role: string | null): string {
  return role === null ? 'PUBLIC' : quoteName(role)
}

/** `name=value` pairs as the catalog keeps them → `name 'value', …`. */
export function quoteOptions(options: readonly string[]): string {
  return options
    .map((option) => splitOption(option))
    .map(([name, value]) => `${quoteName(name)} ${quoteLiteral(value)}`)
    .join(', ')
}

/** Storage parameters → `name='value', …`; the names may carry a prefix, such as `toast.`. */
export function quoteParameters(options: readonly string[], prefix = ''): string {
  return options
    .map((option) => splitOption(option))
    .map(
      ([name, value]) =>
        `${prefix}${quoteName(name)}=${/^[a-z\d._-]+$/i.test(value) && isPlain(value) ? value : quoteLiteral(value)}`,
    )
    .join(', ')
}

const isPlain = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value) || /^(true|false|on|off)$/.test(value)

export function splitOption(option: string): [name: string, value: string] {
  const at = option.indexOf('=')
  return at < 0 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)]
}
