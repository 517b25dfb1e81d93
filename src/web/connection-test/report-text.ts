import type { TestReport } from '../../core/connection.ts'
import { durationWords } from './duration.ts'
import { summaryOf } from './stage-facts.ts'
import { diagnosisOf, verdictWords } from './test-run.ts'

/** A report for a ticket or a chat. A report holds no secrets, so this does not either. */
export function reportText(report: TestReport, target: string): string {
  const { server } = report
  const head = [
    `Patchbay connection test of ${target}`,
    `${verdictWords[report.verdict]} (${report.startedAt}, ${durationWords(report.durationMs)})`,
    server === null ? null : `Postgres ${server.version} at ${server.address}, ${encryption(server)}`,
  ]
  const lines = report.stages.flatMap((stage) => {
    if (stage.status === 'skipped') return [`  skipped  ${stage.title} (because of ${stage.because})`]
    const diagnosis = diagnosisOf(stage)
    return [
      `  ${stage.status.padEnd(7)}  ${[stage.title, durationWords(stage.durationMs), summaryOf(stage)].filter(Boolean).join(', ')}`,
      ...(diagnosis === null ? [] : [`           ${diagnosis.code}: ${diagnosis.summary} ${diagnosis.remedy}`]),
      ...(diagnosis?.detail === undefined ? [] : [`           ${diagnosis.detail}`]),
    ]
  })
  return [...head.filter((line) => line !== null), '', ...lines, ''].join('\n')
}

function encryption(server: NonNullable<TestReport['server']>): string {
  return server.encrypted ? `encrypted with ${server.tlsVersion ?? 'TLS'}` : 'not encrypted'
}
