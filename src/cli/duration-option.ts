import { InvalidArgumentError } from 'commander'

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Milliseconds of what somebody typed, such as `90s`; seconds where no unit is. */
export function parseDuration(text: string): number {
  const [, number = '', unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? []
  const value = Number(number) * (unitsMs[unit] ?? Number.NaN)
  if (value > 0 && value < 2 ** 31) return value
  throw new InvalidArgumentError('Give a time such as 90s, 10m or 1h.')
}
