/** What usage can be written as, in the order of menus. */
export const usageFormats = [
  'csv',
  'csv-relations',
  'csv-unused',
  'openlineage',
  'openmetadata-usage',
  'openmetadata-lineage',
] as const
export type UsageFormat = (typeof usageFormats)[number]

export const usageFormatTitles: Readonly<Record<UsageFormat, string>> = {
  csv: 'Statements, CSV',
  'csv-relations': 'Relations and columns, CSV',
  'csv-unused': 'What was not seen, CSV',
  openlineage: 'OpenLineage events',
  'openmetadata-usage': 'OpenMetadata usage YAML',
  'openmetadata-lineage': 'OpenMetadata lineage YAML',
}

export const usageFormatFiles: Readonly<Record<UsageFormat, { readonly name: string; readonly contentType: string }>> =
  {
    csv: { name: 'statements.csv', contentType: 'text/csv; charset=utf-8' },
    'csv-relations': { name: 'relations.csv', contentType: 'text/csv; charset=utf-8' },
    'csv-unused': { name: 'not-seen.csv', contentType: 'text/csv; charset=utf-8' },
    openlineage: { name: 'openlineage.jsonl', contentType: 'application/x-ndjson' },
    'openmetadata-usage': { name: 'openmetadata-usage.yaml', contentType: 'application/yaml' },
    'openmetadata-lineage': { name: 'openmetadata-lineage.yaml', contentType: 'application/yaml' },
  }
