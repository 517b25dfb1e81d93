const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes in the largest unit that leaves a whole number before the point, as Postgres counts them: 1 kB is 1,024. */
export function sizeText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toLocaleString('en-US', { maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1 })} ${units[unit]}`
}

export const countText = (count: number): string => Math.round(count).toLocaleString('en-US')
