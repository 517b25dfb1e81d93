import { harmless, style, type Terminal } from './terminal.ts'

/** Writes rows in columns as wide as their longest cell, under a quiet heading. */
export function writeTable(heading: readonly string[], rows: readonly (readonly string[])[], out: Terminal): void {
  const shown = rows.map((row) => row.map(harmless))
  const widths = heading.map((title, column) => Math.max(title.length, ...shown.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  out.line(style(out, 'dim', line(heading)))
  for (const row of shown) out.line(line(row))
}
