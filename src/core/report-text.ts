import { certificateLines, readCertificate } from './certificate.ts'
import { capabilityStageIds, type Diagnosis, type StageReport, type TestReport, type Verdict } from './connection.ts'
import { durationWords } from './duration.ts'

/** What a stage found to be wrong; null for one that passed or was skipped. */
export const diagnosisOf = (stage: StageReport): Diagnosis | null =>
  stage.status === 'warned' || stage.status === 'failed' ? stage.diagnosis : null

/** The stage's own line, such as "120 of 340 tables readable"; null where it has none. */
export function summaryOf(stage: StageReport): string | null {
  if (stage.status === 'skipped') return null
  const { summary } = stage.facts
  return typeof summary === 'string' && summary !== '' ? summary : null
}

/** A report in one sentence without its full stop, such as "It works; 2 things will be missing". */
export function verdictSentence({
  verdict,
  stages,
}: {
  readonly verdict: Verdict
  readonly stages: readonly Pick<StageReport, 'id' | 'title' | 'status'>[]
}): string {
  if (verdict === 'passed') return 'It works; nothing is missing'
  if (verdict === 'cancelled') return 'The test was cancelled'
  if (verdict === 'failed') {
    const failed = stages.find((stage) => stage.status === 'failed')
    return failed === undefined ? 'It does not connect' : `It does not connect: ${failed.title} failed`
  }
  const wanting = stages.filter(
    (stage) => isCapability(stage) && (stage.status === 'warned' || stage.status === 'failed'),
  ).length
  if (wanting === 0) return 'It works, with a warning'
  return `It works; ${wanting === 1 ? 'one thing' : `${wanting} things`} will be missing`
}

const capabilities: readonly string[] = capabilityStageIds
/** Whether a stage tells of what an extraction can read, and not of the way to the server. */
export const isCapability = ({ id }: Pick<StageReport, 'id'>): boolean => capabilities.includes(id)

/**
 * A report as plain text for a ticket or a chat: the page copies it, the command may print it. Ends with a line feed.
 * A report holds no secrets, so this does not either.
 * @param target where the connection points, such as `db.internal:5432/orders`; empty when the form says nothing
 */
export function renderReportText(report: TestReport, target: string): string {
  const { server } = report
  const head = [
    target === '' ? 'Connection test' : `Connection test of ${target}`,
    `${verdictSentence(report)}.`,
    `Started ${report.startedAt}, took ${durationWords(report.durationMs)}.`,
    ...(server === null ? [] : [`Postgres ${server.version} at ${server.address}, ${encryptionWords(server)}.`]),
  ]
  const skipped = report.stages.filter((stage) => stage.status === 'skipped')
  const tail = skipped.length === 0 ? [] : ['', `Not reached: ${skipped.map(({ title }) => title).join(', ')}.`]
  return `${[...head, '', ...report.stages.flatMap(stageLines), ...tail].join('\n')}\n`
}

/** How the session is protected, such as "encrypted with TLSv1.3". */
export function encryptionWords({ encrypted, tlsVersion }: NonNullable<TestReport['server']>): string {
  if (!encrypted) return 'not encrypted'
  return tlsVersion === null ? 'encrypted' : `encrypted with ${tlsVersion}`
}

const words = { passed: 'ok', warned: 'warning', failed: 'FAILED' } as const
const indent = ' '.repeat(9)

function stageLines(stage: StageReport): string[] {
  if (stage.status === 'skipped') return []
  const parts = [stage.title, durationWords(stage.durationMs), summaryOf(stage)].filter((part) => part !== null)
  return [
    `${words[stage.status].padEnd(9)}${parts.join(', ')}`,
    ...diagnosisLines(diagnosisOf(stage)),
    ...presentedLines(stage),
  ]
}

/** What a server presented, where there is something to say about it. */
export function refusedCertificateLines(stage: StageReport): string[] {
  const certificate = stage.status === 'skipped' ? null : readCertificate(stage.facts.certificate)
  return certificate === null || diagnosisOf(stage) === null ? [] : certificateLines(certificate)
}

const presentedLines = (stage: StageReport): string[] =>
  refusedCertificateLines(stage).map((line) => `${indent}${line}`)

function diagnosisLines(diagnosis: Diagnosis | null): string[] {
  if (diagnosis === null) return []
  const { code, cause, summary, remedy, detail, actions } = diagnosis
  const scripts = actions.flatMap((action) =>
    action.kind === 'copy' ? [`${action.label.replace(/^Copy /, '')}:`, action.text.trim()] : [],
  )
  const where = cause.routine === undefined ? cause.value : `${cause.value} in ${cause.routine}`
  return [`${code} (${where})`, summary, remedy, ...(detail === undefined ? [] : [`“${detail.trim()}”`]), ...scripts]
    .flatMap((text) => text.split('\n'))
    .map((line) => `${indent}${line}`.trimEnd())
}
