/** What menus call each format; by id, in the order of menus. Apart from the formats, so that a page need not load them. */
export const formatTitles = {
  dbml: 'DBML',
  dbt: 'dbt sources',
  markdown: 'Markdown documentation',
  csv: 'CSV of columns',
  'csv-relations': 'CSV of relations',
  jsonl: 'JSON Lines',
} as const

export type SnapshotFormatId = keyof typeof formatTitles
