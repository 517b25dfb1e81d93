import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { analyzeStatement, type Surroundings } from './analyze-statement.ts'

/** Lineage of EXECUTE: of a constant text as of any other, of a computed one only that it runs. */
export function dynamicEntries(around: Surroundings, expression: string, line: number): readonly StatementLineage[] {
  const text = constantText(around, expression)
  if (text !== null) return analyzeStatement(around, { text, line, terminated: true }).entries
  const { routine } = around
  const message = 'The text of this statement is computed when it runs.'
  return [
    {
      line,
      kind: 'execute',
      target: null,
      ...(routine !== null && { routine }),
      reads: [],
      columns: [],
      problems: [{ code: 'LINEAGE_DYNAMIC_SQL', message, line }],
    },
  ]
}

function constantText({ parser }: Surroundings, expression: string): string | null {
  const parsed = parser.parse(`SELECT ${expression}`)
  const node = parsed.ok ? parsed.value.stmts?.[0]?.stmt : undefined
  const target = node !== undefined && 'SelectStmt' in node ? node.SelectStmt.targetList?.[0] : undefined
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined
  return value !== undefined && 'A_Const' in value ? (value.A_Const.sval?.sval ?? null) : null
}
