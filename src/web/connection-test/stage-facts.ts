import { type CertificateFacts, readCertificate } from '../../core/certificate.ts'
import type { Attempt, StageReport } from '../../core/connection.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts'

/** A statement that a stage ran on the server. `rows` is null when it failed. */
export interface RanQuery {
  readonly name: string
  readonly sql: string
  readonly rows: number | null
  readonly durationMs: number | null
}

export interface Fact {
  readonly key: string
  readonly value: JsonValue
}

/** What a stage observed, sorted by how it is shown. */
export interface StageFacts {
  readonly attempts: readonly Attempt[]
  readonly certificate: CertificateFacts | null
  readonly queries: readonly RanQuery[]
  /** Everything else that has a value, in the order it was told. */
  readonly others: readonly Fact[]
}

/** Facts of a kind that is shown in its own way but do not have its shape stay among the others: nothing is hidden. */
export function stageFacts(report: StageReport): StageFacts {
  const facts: JsonObject = report.status === 'skipped' ? {} : report.facts
  const attempts = listOf(facts.attempts, isAttempt)
  const queries = listOf(facts.queries, isQuery)
  const certificate = readCertificate(facts.certificate)
  const shown = new Set([
    'summary',
    // One script below the grid puts the steps of all stages together.
    'gap',
    ...(attempts === null ? [] : ['attempts']),
    ...(queries === null ? [] : ['queries']),
    // What the handshake came to stands with the certificate.
    ...(certificate === null ? [] : ['certificate', 'encrypted', 'tlsVersion', 'cipher', 'verified', 'subject']),
  ])
  return {
    attempts: attempts ?? [],
    certificate,
    queries: queries ?? [],
    others: Object.entries(facts)
      .filter(([key, value]) => !shown.has(key) && value !== null)
      .map(([key, value]) => ({ key, value })),
  }
}

function listOf<T extends JsonValue>(
  value: JsonValue | undefined,
  isItem: (item: JsonValue) => item is T,
): readonly T[] | null {
  return Array.isArray(value) && value.every(isItem) ? value : null
}

type AttemptFacts = Attempt & JsonObject
function isAttempt(value: JsonValue): value is AttemptFacts {
  return (
    isJsonObject(value) &&
    typeof value.host === 'string' &&
    typeof value.address === 'string' &&
    typeof value.port === 'number' &&
    typeof value.tls === 'boolean' &&
    typeof value.durationMs === 'number' &&
    (value.cause === null || (isJsonObject(value.cause) && typeof value.cause.value === 'string'))
  )
}

function isQuery(value: JsonValue): value is RanQuery & JsonObject {
  return isJsonObject(value) && typeof value.sql === 'string' && typeof value.name === 'string'
}

/** `tlsVersion` → `TLS version` */
export function labelOf(key: string): string {
  if (key === 'durationMs') return 'Time'
  if (key === 'versionNum') return 'Version number'
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  const upper = words.replace(/\b(tls|ip|sni|sql|ca|dns)\b/g, (word) => word.toUpperCase())
  return upper.charAt(0).toUpperCase() + upper.slice(1)
}

/** Where an attempt went, such as `db.example.org (192.0.2.7:5432)`. */
export function attemptWords({ host, address, port }: Attempt): string {
  if (address.startsWith('/')) return address
  const at = `${address.includes(':') ? `[${address}]` : address}:${port}`
  return host === address || host === '' ? at : `${host} (${at})`
}
