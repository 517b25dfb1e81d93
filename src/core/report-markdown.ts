import { certificateLines, readCertificate } from './certificate.ts'
import type { Diagnosis, StageReport, TestReport } from './connection.ts'
import { durationWords } from './duration.ts'
import { diagnosisOf, encryptionWords, summaryOf, verdictSentence } from './report-text.ts'

/**
 * A report as Markdown for an issue or a wiki: a table of stages, then what is wrong and the scripts that mend it. Ends
 * with a line feed. A report holds no secrets, so this does not either.
 * @param target where the connection points; empty when the form says nothing
 */
export function renderReportMarkdown(report: TestReport, target: string): string {
  const { server } = report
  const blocks = [
    `## Connection test${target === '' ? '' : ` of ${code(target)}`}`,
    `**${verdictSentence(report)}.** Started ${report.startedAt}, took ${durationWords(report.durationMs)}.`,
    ...(server === null ? [] : [`Postgres ${server.version} at ${code(server.address)}, ${encryptionWords(server)}.`]),
    ['| Stage | Outcome | Time | Found |', '|---|---|---:|---|', ...report.stages.map(row)].join('\n'),
    ...report.stages.flatMap(findingBlocks),
  ]
  return `${blocks.join('\n\n')}\n`
}

const outcomes = { passed: '✓ passed', warned: '! warning', failed: '✗ failed', skipped: 'not reached' } as const

function row(stage: StageReport): string {
  const time = stage.status === 'skipped' ? '' : durationWords(stage.durationMs)
  return `| ${[stage.title, outcomes[stage.status], time, summaryOf(stage) ?? ''].map(cell).join(' | ')} |`
}

function findingBlocks(stage: StageReport): string[] {
  const diagnosis = diagnosisOf(stage)
  if (diagnosis === null || stage.status === 'skipped') return []
  const certificate = readCertificate(stage.facts.certificate)
  return [
    `### ${plain(stage.title)}: ${plain(diagnosis.summary)}`,
    plain(diagnosis.remedy),
    `${code(diagnosis.code)} (${code(causeWords(diagnosis))})`,
    ...(diagnosis.detail === undefined ? [] : [fence('text', diagnosis.detail.trim())]),
    ...(certificate === null ? [] : [fence('text', certificateLines(certificate).join('\n'))]),
    ...diagnosis.actions.flatMap((action) =>
      action.kind === 'copy'
        ? [`${plain(action.label.replace(/^Copy /, ''))}:`, fence(action.language, action.text.trim())]
        : [],
    ),
  ]
}

const causeWords = ({ cause: { value, routine } }: Diagnosis): string =>
  routine === undefined ? value : `${value} in ${routine}`

/** Text that Markdown leaves as it is. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ')

const cell = (text: string): string => plain(text)

/** Inline code that may itself hold backticks. */
function code(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${text.replace(/\s+/g, ' ')}${pad}${ticks}`
}

function fence(language: string, text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${ticks}${language}\n${text}\n${ticks}`
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
