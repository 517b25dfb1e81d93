import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import type { Surroundings } from './analyze-statement.ts'
import { walkRoutine } from './plpgsql-walk.ts'
import type { StatementText } from './split-statements.ts'

/** Lineage of the SQL in a PL/pgSQL body. `bodyLine` is the line on which the body begins. */
export function plpgsqlEntries(
  around: Surroundings,
  statement: StatementText & { readonly bodyLine: number },
): readonly StatementLineage[] {
  // The compiler has no catalog: a row of a table is a record to it.
  const text = statement.text.replace(/(?:"[^"]+"|[\w.$])+(?:\."[^"]+")?\s*%\s*rowtype\b/gi, (found) =>
    'record'.padEnd(found.length),
  )
  const parsed = around.parser.parseRoutine(text)
  if (parsed.ok) return walkRoutine(around, parsed.value, statement.bodyLine)
  const { routine } = around
  const message = `The body cannot be read: ${parsed.error.message}`
  return [
    {
      line: statement.bodyLine,
      kind: 'unparsable',
      target: null,
      ...(routine !== null && { routine }),
      reads: [],
      columns: [],
      problems: [{ code: 'LINEAGE_ROUTINE_UNPARSABLE', message, line: statement.bodyLine }],
    },
  ]
}
