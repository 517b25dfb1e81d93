import type { StageReport } from '../../core/connection.ts'
import { isJsonObject, type JsonValue } from '../../core/json.ts'

/** A statement that a stage ran on the server. */
export interface RanQuery {
  readonly sql: string
  readonly rows: number | null
  readonly durationMs: number | null
}

export interface Fact {
  readonly label: string
  readonly value: JsonValue
}

const factsOf = (report: StageReport) => (report.status === 'skipped' ? {} : report.facts)

/** The stage's own line, such as "120 of 340 tables readable". */
export function summaryOf(report: StageReport): string | null {
  const { summary } = factsOf(report)
  return typeof summary === 'string' ? summary : null
}

export function queriesOf(report: StageReport): readonly RanQuery[] {
  const { queries } = factsOf(report)
  return (Array.isArray(queries) ? queries : []).filter(isJsonObject).map((query) => ({
    sql: String(query.sql ?? query.statement ?? ''),
    rows: typeof query.rows === 'number' ? query.rows : null,
    durationMs:
      typeof query.durationMs === 'number' ? query.durationMs : typeof query.ms === 'number' ? query.ms : null,
  }))
}

/** Everything else that was observed, in the order it was told. */
export function otherFacts(report: StageReport): readonly Fact[] {
  return Object.entries(factsOf(report))
    .filter(([key, value]) => key !== 'summary' && key !== 'queries' && value !== null)
    .map(([key, value]) => ({ label: labelOf(key), value }))
}

/** `tlsVersion` → `TLS version` */
function labelOf(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  const upper = words.replace(/\b(tls|ip|sni|sql|ms|ca|dns|rls)\b/g, (word) => word.toUpperCase())
  return upper.charAt(0).toUpperCase() + upper.slice(1)
}
