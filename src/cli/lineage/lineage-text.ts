import {
  type ColumnAddress,
  type ColumnLineage,
  confidence,
  type RelationAddress,
  type SourceColumn,
  type StatementLineage,
} from '../../core/lineage/statement-lineage.ts'
import { harmless, style, type Terminal } from '../terminal.ts'

/** One statement: its line, what it is, and a line for each target column that comes from anywhere. */
export function writeEntry(entry: StatementLineage, out: Terminal): void {
  const { line, kind, target, routine, reads, columns, problems } = entry
  const where = target === null ? '' : ` → ${nameOf({ ...target, column: null })}`
  const inside = routine === undefined ? '' : style(out, 'dim', ` in ${harmless(routine)}`)
  out.line(
    `${String(line).padStart(5)}  ${style(out, 'bold', harmless(kind.replaceAll('_', ' ')))}${harmless(where)}${inside}`,
  )
  const sure = confidence(entry)
  if (sure !== 'certain' && kind !== 'unparsable') out.line(style(out, 'dim', `         ${sure}`))
  const described = columns.filter(({ sources }) => sources.length > 0)
  const shared = sharedIndirect(described)
  for (const column of described) writeColumn(column, shared, out)
  if (shared.size > 0) out.line(style(out, 'dim', harmless(`         rows decided by ${[...shared].join(', ')}`)))
  if (described.length === 0 && reads.length > 0) out.line(harmless(`         reads ${reads.map(nameOf).join(', ')}`))
  const named = (relation: RelationAddress) => nameOf({ ...relation, column: null })
  for (const { from, to } of entry.moves ?? []) {
    out.line(harmless(`         ${named(from)} ${to === null ? 'is dropped' : `is now ${named(to)}`}`))
  }
  for (const relation of entry.empties ?? []) out.line(harmless(`         empties ${named(relation)}`))
  for (const problem of problems) {
    out.line(
      `         ${style(out, 'yellow', `line ${problem.line}`)} ${harmless(problem.message)} ${style(out, 'dim', problem.code)}`,
    )
  }
}

function writeColumn({ target, sources }: ColumnLineage, shared: ReadonlySet<string>, out: Terminal): void {
  const direct = sources.filter(({ influences }) => influences[0] === 'direct').map(nameOf)
  const own = sources.filter((source) => isIndirect(source) && !shared.has(nameOf(source))).map(nameOf)
  if (direct.length + own.length === 0) return
  const by = own.length === 0 ? '' : style(out, 'dim', harmless(`${direct.length > 0 ? '; ' : ''}by ${own.join(', ')}`))
  out.line(`         ${harmless(target.column ?? '(unknown columns)')} ← ${harmless(direct.join(', '))}${by}`)
}

const isIndirect = ({ influences }: SourceColumn) => influences.some((influence) => influence !== 'direct')

/** Indirect sources of every column: they are told once. */
function sharedIndirect(columns: readonly ColumnLineage[]): ReadonlySet<string> {
  const [first, ...others] = columns.map(({ sources }) => new Set(sources.filter(isIndirect).map(nameOf)))
  return new Set([...(first ?? [])].filter((name) => others.every((names) => names.has(name))))
}

/** As SQL would write it, `?` for what is not known. */
function nameOf({ database: _, schema, relation, column }: ColumnAddress): string {
  const place = relation === null ? '?' : [schema, relation].filter((part) => part !== null).join('.')
  return column === null ? place : `${place}.${column}`
}

export function writeSummary({ statements, problems }: { statements: number; problems: number }, out: Terminal): void {
  const count = (size: number, one: string) => `${size} ${one}${size === 1 ? '' : 's'}`
  out.line(`${count(statements, 'statement')}, ${count(problems, 'problem')}`)
}
