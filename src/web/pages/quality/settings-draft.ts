import type { ProfileSample } from '../../../core/quality/profile.ts'
import type { QualitySettings } from '../../../core/quality/settings.ts'

export const ways = [
  ['usual', 'All rows, with the server’s statistics where they do'],
  ['exact', 'All rows, everything exact'],
  ['bernoulli', 'A share of the rows, drawn one by one'],
  ['system', 'A share of the rows, whole pages (faster, less even)'],
  ['rows', 'A number of rows'],
] as const
export type Way = (typeof ways)[number][0]

/** Settings while they are typed. */
export interface SettingsDraft extends Pick<QualitySettings, 'keepValues' | 'classify'> {
  readonly way: Way
  /** Per cent or number of rows, of a sample. */
  readonly amount: string
  readonly where: string
  readonly relationMinutes: string
  /** Empty: no limit. */
  readonly totalMinutes: string
}

export function draftOf(settings: QualitySettings): SettingsDraft {
  const { exact, sample, where, relationMinutes, totalMinutes, keepValues, classify } = settings
  return {
    keepValues,
    classify,
    way: exact ? 'exact' : (sample?.method ?? 'usual'),
    amount: sample === null ? '10' : String('rows' in sample ? sample.rows : sample.percent),
    where: where ?? '',
    relationMinutes: String(relationMinutes),
    totalMinutes: totalMinutes?.toString() ?? '',
  }
}

export const isSample = ({ way }: SettingsDraft): boolean => way !== 'usual' && way !== 'exact'

const isWithin = (text: string, most: number): boolean => Number(text) > 0 && Number(text) <= most

/** What cannot be saved as it is. */
export function wrongIn(draft: SettingsDraft): readonly (keyof SettingsDraft)[] {
  const { way, amount, relationMinutes, totalMinutes } = draft
  return [
    ...(isSample(draft) && !isWithin(amount, way === 'rows' ? 1_000_000_000 : 100) ? (['amount'] as const) : []),
    ...(isWithin(relationMinutes, 10_000) ? [] : (['relationMinutes'] as const)),
    ...(totalMinutes.trim() === '' || isWithin(totalMinutes, 10_000) ? [] : (['totalMinutes'] as const)),
  ]
}

export function settingsOf({
  way,
  amount,
  where,
  relationMinutes,
  totalMinutes,
  ...kept
}: SettingsDraft): QualitySettings {
  return {
    ...kept,
    exact: way === 'exact',
    sample: sampleOf(way, Number(amount)),
    where: where.trim() === '' ? null : where.trim(),
    relationMinutes: Number(relationMinutes),
    totalMinutes: totalMinutes.trim() === '' ? null : Number(totalMinutes),
  }
}

function sampleOf(way: Way, amount: number): ProfileSample | null {
  if (way === 'bernoulli' || way === 'system') return { method: way, percent: amount }
  return way === 'rows' ? { method: way, rows: Math.round(amount) } : null
}
