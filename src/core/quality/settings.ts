import type { ProfileSample } from './profile.ts'

/** How a service's rows are looked at, and what of them may be kept. */
export interface QualitySettings {
  /**
   * Whether values of rows are kept and shown: frequent values, text, samples of failing rows. Without it there are
   * counts, shares, lengths, and figures about numbers and times.
   */
  readonly keepValues: boolean
  /** Whether values are looked through for personal and secret ones; none of them is kept. */
  readonly classify: boolean
  /** Everything from all rows, whatever it takes. */
  readonly exact: boolean
  /** Null for all rows. */
  readonly sample: ProfileSample | null
  /** A condition in SQL on the rows that profiles look at; null for all of them. */
  readonly where: string | null
  /** Longest time for one relation and for a whole run; null is without limit. */
  readonly relationMinutes: number
  readonly totalMinutes: number | null
}

export const defaultQualitySettings: QualitySettings = {
  keepValues: false,
  classify: false,
  exact: false,
  sample: null,
  where: null,
  relationMinutes: 10,
  totalMinutes: null,
}
