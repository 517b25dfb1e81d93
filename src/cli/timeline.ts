import type { Action, Diagnosis, Facts, StageReport, TestEvent, TestReport, Verdict } from '../core/connection.ts'
import type { JsonValue } from '../core/json.ts'
import { refusedCertificateLines } from '../core/report-text.ts'
import { harmless, style, type Terminal, wrap } from './terminal.ts'

const titleWidth = 24
const longestFact = 48
const mostFacts = 6

/** Writes a running test as lines of text: each stage when it ends, on a terminal also while it runs. */
export function followTest(terminal: Terminal): (event: TestEvent) => void {
  const seen = new Set<string>()
  const clear = () => {
    if (terminal.isTerminal) terminal.write('\r\u001b[K')
  }
  return (event) => {
    if (event.type === 'stage-started') {
      if (terminal.isTerminal) terminal.write(`\r\u001b[K${style(terminal, 'dim', `  … ${event.stage.title}`)}`)
      return
    }
    clear()
    if (event.type === 'stage-ended') {
      if (event.stage.status === 'skipped') return
      const again = seen.has(event.stage.id)
      seen.add(event.stage.id)
      terminal.line(stageLine(event.stage, again, terminal))
      return
    }
    const missed = event.report.stages.filter((stage) => stage.status === 'skipped')
    if (missed.length > 0) {
      const titles = missed.map((stage) => stage.title).join(', ')
      terminal.line(style(terminal, 'dim', wrap(`not reached: ${titles}`, '  ○ ')).replaceAll('\n  ○ ', '\n    '))
    }
  }
}

const marks = {
  passed: { symbol: '✓', word: 'ok', colour: 'green' },
  warned: { symbol: '!', word: 'warning', colour: 'yellow' },
  failed: { symbol: '✗', word: 'failed', colour: 'red' },
} as const

function stageLine(stage: Exclude<StageReport, { status: 'skipped' }>, again: boolean, terminal: Terminal): string {
  const { symbol, word, colour } = marks[stage.status]
  const title = harmless(again ? `${stage.title} (again)` : stage.title).padEnd(titleWidth)
  const time = formatMs(stage.durationMs).padStart(9)
  const facts = style(terminal, 'dim', factsText(stage.facts))
  return `  ${style(terminal, colour, symbol)} ${title} ${style(terminal, colour, word.padEnd(7))} ${time}  ${facts}`.trimEnd()
}

/** 3.4 ms, 120 ms, 2.5 s */
function formatMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`
}

/** What a stage itself says in short, else its first facts. */
function factsText(facts: Facts): string {
  if (typeof facts.summary === 'string') return harmless(facts.summary)
  return Object.entries(facts)
    .flatMap(([name, value]) => {
      const text = factText(value)
      return text === null ? [] : [`${words(name)} ${text}`]
    })
    .slice(0, mostFacts)
    .join(' · ')
}

/** Short facts only; the rest is in the JSON report. */
function factText(value: JsonValue): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  const text = Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(', ') : value
  return typeof text === 'string' && text !== '' && text.length <= longestFact && !text.includes('\n')
    ? harmless(text)
    : null
}

const words = (name: string): string => name.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (upper) => ` ${upper.toLowerCase()}`)

const verdicts: Readonly<Record<Verdict, { readonly text: string; readonly colour: 'green' | 'yellow' | 'red' }>> = {
  passed: { text: 'Passed: everything an extraction needs is there.', colour: 'green' },
  warned: { text: 'Passed with warnings: the connection works, and something will be missing.', colour: 'yellow' },
  failed: { text: 'Failed: the connection does not work yet.', colour: 'red' },
  cancelled: { text: 'Cancelled: nothing is left running on the server.', colour: 'yellow' },
}

/** What the test came to: the verdict, and for each finding what is wrong, what to do and the texts to copy. */
export function writeVerdict(report: TestReport, terminal: Terminal): void {
  for (const stage of report.stages) {
    if (stage.status !== 'warned' && stage.status !== 'failed') continue
    writeDiagnosis(stage.status, stage.diagnosis, terminal)
    for (const line of refusedCertificateLines(stage)) terminal.line(harmless(`  ${line}`))
  }
  const { text, colour } = verdicts[report.verdict]
  terminal.line(`\n${style(terminal, colour, text)} ${style(terminal, 'dim', `(${formatMs(report.durationMs)})`)}`)
}

const actionWords = (action: Action): string =>
  action.kind === 'patch' && action.confirm !== undefined
    ? `${action.label}, after you have compared ${action.confirm.compare}`
    : action.label

function writeDiagnosis(status: 'warned' | 'failed', diagnosis: Diagnosis, terminal: Terminal): void {
  const { symbol, colour } = marks[status]
  const fields = diagnosis.fields.map((field) => field.slice(1)).join(', ')
  terminal.line(`\n${style(terminal, colour, symbol)} ${wrap(harmless(diagnosis.summary), '  ').trimStart()}`)
  terminal.line(wrap(harmless(diagnosis.remedy), '  '))
  if (fields !== '') terminal.line(style(terminal, 'dim', `  Fields: ${harmless(fields)}`))
  if (diagnosis.detail !== undefined) {
    terminal.line(style(terminal, 'dim', wrap(`In its own words: ${harmless(diagnosis.detail)}`, '  ')))
  }
  terminal.line(style(terminal, 'dim', `  Code: ${diagnosis.code}`))
  for (const action of diagnosis.actions) {
    terminal.line(`  → ${harmless(actionWords(action))}`)
    if (action.kind === 'copy') terminal.line(harmless(action.text.trimEnd()).replace(/^(?=.)/gm, '      '))
  }
}
