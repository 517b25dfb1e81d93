/** A name that a row refers to by oid, as JSON with `schema` and `name`; null for 0. */
function referredName(catalog: string, prefix: string, column: string): string {
  return `(select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.${prefix}name)
      from pg_catalog.${catalog} r join pg_catalog.pg_namespace rn on rn.oid = r.${prefix}namespace
      where r.oid = ${column})`
}

export const routineName = (column: string): string => referredName('pg_proc', 'pro', column)
export const operatorName = (column: string): string => referredName('pg_operator', 'opr', column)
export const operatorFamilyName = (column: string): string => referredName('pg_opfamily', 'opf', column)
export const parserName = (column: string): string => referredName('pg_ts_parser', 'prs', column)
export const templateName = (column: string): string => referredName('pg_ts_template', 'tmpl', column)
export const dictionaryName = (column: string): string => referredName('pg_ts_dict', 'dict', column)
