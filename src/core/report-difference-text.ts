import type { ReportDifference, StageChange, StageState, ValueChange } from './report-difference.ts'

/** What changed, a line each, such as `Login: passed, now failed (AUTH_PASSWORD_REJECTED)`; none where nothing did. */
export function differenceLines({ settingsChanged, server, stages }: ReportDifference): readonly string[] {
  return [
    ...(settingsChanged ? ['Settings: other ones than before'] : []),
    ...server.map((change) => `${valueLabel(change.name)}: ${valueWords(change)}`),
    ...stageGroups(stages).map(({ stages: [first, ...others], title }) =>
      first === undefined || others.length > 0 ? title : `${first.title}: ${stageWords(first)}`,
    ),
  ]
}

export interface StageGroup {
  readonly stages: readonly StageChange[]
  /** What happened to all of them where there are several. */
  readonly title: string
}

/** Stages that are no longer reached, or are reached again, say so together: one cause lies before them all. */
export function stageGroups(changes: readonly StageChange[]): readonly StageGroup[] {
  const isLost = ({ after }: StageChange) => after?.status === 'skipped'
  const isBack = ({ before, after }: StageChange) => before?.status === 'skipped' && after?.status === 'passed'
  const group = (stages: readonly StageChange[], words: string): StageGroup[] =>
    stages.length === 0 ? [] : [{ stages, title: `${words}: ${stages.map(({ title }) => title).join(', ')}` }]
  return [
    ...changes
      .filter((change) => !isLost(change) && !isBack(change))
      .map((change) => ({ stages: [change], title: change.title })),
    ...group(changes.filter(isLost), 'No longer reached'),
    ...group(changes.filter(isBack), 'Reached and passed again'),
  ]
}

const labels: Readonly<Record<string, string>> = {
  version: 'Server version',
  address: 'Server address',
  encrypted: 'Encrypted',
  tlsVersion: 'TLS version',
  cipher: 'Cipher',
  inRecovery: 'In recovery',
}

export const valueLabel = (name: string): string => labels[name] ?? name

function valueWords({ before, after }: ValueChange): string {
  return `${valueText(before)}, now ${valueText(after)}`
}

/** A fact about a server in a word. */
export function valueText(value: ValueChange['before']): string {
  if (value === null) return 'none'
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function stageWords({ before, after }: StageChange): string {
  return `${stateText(before)}, now ${stateText(after)}`
}

const words = { passed: 'passed', warned: 'warning', failed: 'failed', skipped: 'not reached' } as const

/** How a stage stood, with what it said of itself. */
function stateText(state: StageState | null): string {
  if (state === null) return 'not part of the test'
  const more = [state.summary, state.code].filter((part) => part !== null)
  return more.length === 0 ? words[state.status] : `${words[state.status]} (${more.join(', ')})`
}
