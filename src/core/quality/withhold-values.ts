import type { ColumnMetrics, ColumnProfile, RelationProfile } from './profile.ts'

/** Types whose least, greatest and middle values say how much or when, and not who. */
const scales =
  /^(smallint|integer|bigint|real|double precision|numeric|money|date|interval|boolean|time(stamp)?)\b(?!.*\[\])/

export const isScale = ({ type, base = type }: Pick<ColumnProfile, 'type' | 'base'>): boolean => scales.test(base)

/**
 * The same profile without values of rows: frequencies stay without what is frequent, and bounds stay for numbers and
 * times alone. Yes and no are no secret.
 */
export function withholdValues(profile: RelationProfile): RelationProfile {
  return { ...profile, columns: profile.columns.map(withheld) }
}

function withheld(column: ColumnProfile): ColumnProfile {
  if ((column.base ?? column.type) === 'boolean') return column
  const { topValues, ...rest } = column.metrics
  const shares = topValues && {
    ...topValues,
    value: topValues.value.map(({ fraction }) => ({ value: null, fraction })),
  }
  return {
    ...column,
    metrics: { ...(isScale(column) ? rest : withoutBounds(rest)), ...(shares && { topValues: shares }) },
  }
}

function withoutBounds({ min, max, q1, median, q3, histogram, ...rest }: ColumnMetrics): ColumnMetrics {
  return rest
}
