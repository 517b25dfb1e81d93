/** Columns of built-in functions that are called in FROM and give more than a value, or name their column. */
const records: Readonly<Record<string, readonly string[]>> = {
  json_each: ['key', 'value'],
  jsonb_each: ['key', 'value'],
  json_each_text: ['key', 'value'],
  jsonb_each_text: ['key', 'value'],
  json_array_elements: ['value'],
  jsonb_array_elements: ['value'],
  json_array_elements_text: ['value'],
  jsonb_array_elements_text: ['value'],
  each: ['key', 'value'],
  ts_stat: ['word', 'ndoc', 'nentry'],
  ts_parse: ['tokid', 'token'],
  ts_token_type: ['tokid', 'alias', 'description'],
  aclexplode: ['grantor', 'grantee', 'privilege_type', 'is_grantable'],
  pg_options_to_table: ['option_name', 'option_value'],
  pg_get_keywords: ['word', 'catcode', 'barelabel', 'catdesc', 'baredesc'],
}

/** Built-in functions whose one column has the alias's name, else the function's. */
const scalars: ReadonlySet<string> = new Set([
  'generate_series',
  'generate_subscripts',
  'unnest',
  'regexp_split_to_table',
  'regexp_matches',
  'string_to_table',
  'json_object_keys',
  'jsonb_object_keys',
  'jsonb_path_query',
  'jsonb_path_query_tz',
])

/** Columns of a built-in function called in FROM under an alias; null where it is not one of those listed. */
export function builtInColumns(name: string, alias: string | undefined): readonly string[] | null {
  if (scalars.has(name)) return [alias ?? name]
  return records[name] ?? null
}
