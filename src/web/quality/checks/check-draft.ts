import type { JsonObject, JsonValue } from '../../../core/json.ts'
import { type CheckKindId, kindOf } from '../../../core/quality/checks/kinds.ts'
import type { Parameter } from '../../../core/quality/checks/parameters.ts'

/** A check while it is being written: texts as they stand in the form. */
export interface CheckDraft {
  readonly id: string
  readonly kind: CheckKindId
  /** '' for none. */
  readonly column: string
  /** By name; booleans are `true` and `false`. */
  readonly parameters: Readonly<Record<string, string>>
  readonly where: string
  readonly severity: string
  readonly description: string
}

/** A column as `tableSchemaToMatch` has it. */
export type ShapeColumn = { readonly name: string; readonly type: string; readonly nullable: boolean }

/** The shape is what it is now; everything else waits to be told. */
export const emptyDraft = (kind: CheckKindId, columns: readonly ShapeColumn[]): CheckDraft => ({
  id: '',
  kind,
  column: kindOf(kind).on === 'column' ? (columns[0]?.name ?? '') : '',
  parameters: Object.fromEntries(
    kindOf(kind)
      .parameters.filter(({ type }) => type === 'shape')
      .map(({ name }) => [name, JSON.stringify(columns, null, 1)]),
  ),
  where: '',
  severity: 'critical',
  description: '',
})

/** The form for a check as a file has it. */
export function toDraft(written: JsonObject): CheckDraft {
  const kind = String(written.kind) as CheckKindId
  const given = (written.parameters ?? {}) as JsonObject
  const text = (name: string) => String(written[name] ?? '')
  return {
    id: text('id'),
    kind,
    column: text('column'),
    parameters: Object.fromEntries(
      kindOf(kind).parameters.flatMap((parameter) => {
        const value = given[parameter.name]
        return value === undefined ? [] : [[parameter.name, toText(parameter, value)]]
      }),
    ),
    where: text('where'),
    severity: text('severity') || 'critical',
    description: text('description'),
  }
}

function toText({ type }: Parameter, value: JsonValue): string {
  if (type === 'shape') return JSON.stringify(value, null, 1)
  if (Array.isArray(value)) return value.join(type === 'names' ? ', ' : '\n')
  return String(value)
}

/** What keeps a draft from being sent, and what to do; null where nothing does. */
export function missingFrom({ kind, column, parameters: texts }: CheckDraft): string | null {
  const { parameters, on, needsOneOf = [] } = kindOf(kind)
  if (on === 'column' && column === '') return 'Choose a column.'
  const isBlank = (name: string) => (texts[name] ?? '').trim() === ''
  for (const parameter of parameters) {
    const { name, title, optional, default: usual } = parameter
    if (isBlank(name) && optional !== true && usual === undefined) return `Fill in “${title}”.`
    if (!isBlank(name) && fromText(parameter, texts[name] ?? '') === undefined)
      return `“${title}” cannot be read. Correct it.`
  }
  if (needsOneOf.length === 0 || !needsOneOf.every(isBlank)) return null
  const titles = parameters.filter(({ name }) => needsOneOf.includes(name)).map(({ title }) => `“${title}”`)
  return `Fill in ${titles.join(' or ')}, or both.`
}

/** What is sent; null while something that must be there is missing or cannot be read. */
export function fromDraft(draft: CheckDraft, relation: string): JsonObject | null {
  const { parameters, on, needsOneOf = [] } = kindOf(draft.kind)
  if (on === 'column' && draft.column === '') return null
  const given: Record<string, JsonValue> = {}
  for (const parameter of parameters) {
    const text = draft.parameters[parameter.name] ?? ''
    if (text.trim() === '') {
      if (parameter.default === undefined && parameter.optional !== true) return null
      continue
    }
    const value = fromText(parameter, text)
    if (value === undefined) return null
    given[parameter.name] = value
  }
  if (needsOneOf.length > 0 && !needsOneOf.some((name) => name in given)) return null
  const { id, where, description } = draft
  return {
    ...(id.trim() === '' ? {} : { id: id.trim() }),
    relation,
    ...(on === 'column' ? { column: draft.column } : {}),
    kind: draft.kind,
    ...(Object.keys(given).length === 0 ? {} : { parameters: given }),
    ...(where.trim() === '' ? {} : { where }),
    severity: draft.severity,
    ...(description.trim() === '' ? {} : { description }),
  }
}

function fromText({ type }: Parameter, text: string): JsonValue | undefined {
  if (type === 'boolean') return text === 'true'
  if (type === 'values') return text.split('\n').filter((line) => line !== '')
  if (type !== 'shape') return text
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
