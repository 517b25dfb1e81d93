import type { JsonObject } from '../../../core/json.ts'
import { judgeColumns } from '../../../core/quality/checks/judge-columns.ts'
import { figureMeasures, timeMeasures } from './figure-measures.ts'
import { findColumn, type Measure, type Subject, UnfitCheck, unfit } from './measure.ts'
import { relationNotReadable, rowsHidden } from './problems.ts'
import { relationMeasures, tableDiff } from './relation-measures.ts'
import type { CheckedColumn } from './relations.ts'
import { rowMeasures } from './row-measures.ts'

type Ask = (subject: Subject, parameters: JsonObject) => Measure

const ofColumn =
  (ask: (subject: Subject, column: CheckedColumn, parameters: JsonObject) => Measure): Ask =>
  (subject, parameters) =>
    ask(subject, findColumn(subject, subject.check.column ?? ''), parameters)

/** By kind; those that the catalog answers are left out. */
const asks = new Map<string, Ask>([
  ...Object.entries({ ...relationMeasures, ...timeMeasures, tableDiff }),
  ...Object.entries(rowMeasures).map(([kind, ask]) => [kind, ofColumn(ask)] as const),
  ...Object.entries(figureMeasures).map(
    ([kind, ask]) => [kind, ofColumn((_subject, column, parameters) => ask(column, parameters))] as const,
  ),
])

/** How a check is answered. */
export function toMeasure(subject: Subject): Measure {
  const { check, columns, relation } = subject
  const { kind, parameters } = check
  const verdict = judgeColumns(kind, parameters, columns)
  if (verdict !== null) return { way: 'told', verdict: { ...verdict, failingRows: null, rows: null } }
  if (!relation.readable) return unfit(relationNotReadable)
  if (relation.rowsHidden) return unfit(rowsHidden)
  const ask = asks.get(kind)
  if (ask === undefined) throw new Error(`no measure for ${kind}`)
  try {
    return ask(subject, parameters)
  } catch (error) {
    if (error instanceof UnfitCheck) return unfit(error.problem)
    throw error
  }
}
