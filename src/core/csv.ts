interface Column<Row> {
  readonly label: string
  readonly value: (row: Row) => CsvValue
}

type CsvValue = string | number | bigint | boolean | null

/** RFC 4180 with line feeds. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(({ value }) => cell(value(row))).join(','))
  return `${[columns.map(({ label }) => cell(label)).join(','), ...lines].join('\n')}\n`
}

function cell(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
