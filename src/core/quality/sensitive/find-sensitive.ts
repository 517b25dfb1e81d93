import { type NameHint, nameHints, type TypeFamily } from './column-names.ts'
import type { SensitiveFinding, SensitiveTag } from './finding.ts'
import { embedded, type ValuePattern, valuePatterns } from './value-patterns.ts'

export interface SampledColumn {
  readonly column: string
  /** Behind domains and without modifiers, as the server writes it, such as `character varying`. */
  readonly type: string
  /** Texts of some values, without nulls; they may be cut off. None where nothing could be read. */
  readonly values: readonly string[]
}

/** Fewer matches than this are no rule. */
const leastShare = 0.6
/** With a name that says the same. */
const leastNamedShare = 0.3
/** Findings below this are not worth a look. */
const leastConfidence = 0.4
/** From so many values on, a name that none of them bears out is taken to mean something else. */
const enoughValues = 10

/**
 * Columns of a relation that seem to hold personal or secret values, by their names and by what sampled values look
 * like; at most one finding a column, in the order of the columns.
 */
export function findSensitive(relation: string, columns: readonly SampledColumn[]): SensitiveFinding[] {
  return columns.flatMap((column) => {
    const family = familyOf(column.type)
    const found = family === null ? [] : judge(column, family, nameHints(column.column, relation, family))
    const [best] = found.sort((a, b) => b.confidence - a.confidence)
    return best === undefined || best.confidence < leastConfidence ? [] : [best]
  })
}

/** Null for what is about nobody: yes and no, spans of time, ranges. */
function familyOf(type: string): TypeFamily | null {
  if (type.endsWith('[]')) return 'document'
  if (/^(text|character|name|citext|"char"|bpchar|(?:.+\.)?citext$)/.test(type)) return 'text'
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(type)) return 'number'
  if (/^(date|timestamp)/.test(type)) return 'day'
  if (/^(inet|cidr|macaddr8?)$/.test(type)) return 'network'
  if (/(^|\.)(point|geometry|geography)$/.test(type)) return 'place'
  if (/^(jsonb?|xml)$/.test(type)) return 'document'
  return /^(uuid|bytea)$/.test(type) ? 'other' : null
}

interface Match {
  readonly pattern: ValuePattern
  readonly share: number
}

function judge({ column, values }: SampledColumn, family: TypeFamily, hints: readonly NameHint[]): SensitiveFinding[] {
  const matches = valuePatterns
    .filter(({ families }) => families.includes(family))
    .map((pattern): Match => ({ pattern, share: shareOf(values, pattern) }))
  const shown = matches.flatMap(({ pattern, share }): SensitiveFinding[] => {
    const hint = hints.find(({ tag }) => tag === pattern.tag)
    if (share < (hint === undefined ? leastShare : leastNamedShare)) return []
    if (pattern.needsName === true && hint === undefined) return []
    const byValues = pattern.weight * share * trustIn(values)
    const confidence = 1 - (1 - byValues) * (1 - (hint?.weight ?? 0) / 2)
    const evidence = [`${portion(share, values.length)} ${pattern.says}`, ...(hint === undefined ? [] : [nameSays])]
    return [{ column, tag: pattern.tag, confidence: rounded(confidence), evidence }]
  })
  const named = hints
    .filter(({ tag }) => !isContradicted(tag, matches, values))
    .map(
      ({ tag, weight }): SensitiveFinding => ({
        column,
        tag,
        confidence: rounded(Math.min(0.69, weight)),
        evidence: [nameSays],
      }),
    )
  const isWhole = shown.some(({ tag }) => tag === embedded.tag)
  return [...shown, ...(isWhole ? [] : findEmbedded(column, family, values)), ...named]
}

const nameSays = 'The name of the column says so'

const rounded = (confidence: number) => Math.round(confidence * 100) / 100

const shareOf = (values: readonly string[], { matches }: ValuePattern): number =>
  values.length === 0 ? 0 : values.filter(matches).length / values.length

/** Few values prove little, and so does the same one over and over. */
function trustIn(values: readonly string[]): number {
  const isMonotonous = values.length >= enoughValues && new Set(values).size < 3
  return (values.length / (values.length + 2)) * (isMonotonous ? 0.5 : 1)
}

/** What is written in one way only, and these values are written in another. */
const unmistakable: ReadonlySet<SensitiveTag> = new Set([
  'PII.Email',
  'PII.Phone',
  'PII.CreditCard',
  'PII.IpAddress',
  'PII.BirthDate',
  'PII.Location',
])

function isContradicted(tag: SensitiveTag, matches: readonly Match[], values: readonly string[]): boolean {
  if (!unmistakable.has(tag) || values.length < enoughValues) return false
  const own = matches.filter(({ pattern }) => pattern.tag === tag)
  return own.length > 0 && own.every(({ share }) => share < 0.1)
}

function findEmbedded(column: string, family: TypeFamily, values: readonly string[]): SensitiveFinding[] {
  if (!embedded.families.includes(family)) return []
  const share = shareOf(values, embedded)
  if (share * values.length < 3 || share < 0.05) return []
  const evidence = [`${portion(share, values.length)} ${embedded.says}`]
  return [{ column, tag: embedded.tag, confidence: rounded(0.5 + 0.4 * share * trustIn(values)), evidence }]
}

/** Never rounds up to all or down to none. */
function portion(share: number, count: number): string {
  if (share === 1) return `All ${count} sampled values`
  const percent = Math.min(99, Math.max(1, Math.round(share * 100)))
  return `${percent} % of ${count} sampled values`
}
