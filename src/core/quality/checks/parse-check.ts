import { parseObjectName } from '../../catalog/find-object.ts'
import { isJsonObject, type JsonValue } from '../../json.ts'
import { nearestName } from '../../nearest-name.ts'
import type { Check } from './check.ts'
import { checkSeverities } from './check.ts'
import { type CheckKindId, checkKindIds, kindOf } from './kinds.ts'
import { type Path, parseParameters, type Report, reportStatements } from './parse-parameters.ts'
import { relationName } from './relation-name.ts'

/** What stands in a check as it is written down, in the order it is written. */
const checkFields = ['id', 'relation', 'column', 'kind', 'parameters', 'where', 'severity', 'description'] as const

/** Reads one check as JSON. Null where something is wrong, which `report` is told. */
export function parseCheck(value: JsonValue, report: Report): Check | null {
  let problems = 0
  const tell = (path: Path, message: string) => {
    problems += 1
    report(path, message)
  }
  if (!isJsonObject(value)) {
    tell([], 'A check is an object with relation, kind and parameters.')
    return null
  }
  for (const name of Object.keys(value)) {
    if ((checkFields as readonly string[]).includes(name)) continue
    const near = nearestName(name, checkFields)
    tell([name], `A check has no ${name}. ${near === null ? `It has ${checkFields.join(', ')}.` : `Is it ${near}?`}`)
  }
  const text = (name: string): string | null => {
    const found = value[name] ?? null
    if (found === null || (typeof found === 'string' && found.trim() !== '')) return found
    // A name such as 2024 reads as a number.
    if (typeof found === 'number') return String(found)
    tell([name], 'Write text here.')
    return null
  }
  const kind = parseKind(value.kind ?? null, tell)
  const place = parseRelation(text('relation'), tell)
  const column = text('column')
  const where = text('where')
  if (where !== null) reportStatements(where, (_, message) => tell(['where'], message))
  const severity = checkSeverities.find((one) => one === (value.severity ?? 'critical'))
  if (severity === undefined) tell(['severity'], `Choose one of ${checkSeverities.join(', ')}.`)
  if (kind !== null) reportPlace(kind, column, where, tell)
  const parameters =
    kind === null
      ? {}
      : parseParameters(kindOf(kind), value.parameters ?? {}, (path, message) => tell(['parameters', ...path], message))
  const [id, description] = [text('id'), text('description')]
  if (problems > 0 || kind === null || place === null || severity === undefined) return null
  const check = { kind, ...place, column, parameters, where, severity, description }
  return { id: id ?? ownId(check), ...check }
}

function parseKind(value: JsonValue, tell: Report): CheckKindId | null {
  const found = checkKindIds.find((id) => id === value)
  if (found !== undefined) return found
  if (value === null) tell([], 'kind is missing.')
  else if (value === 'columnValueToBeAtExpectedLocation') tell(['kind'], 'There are no checks of places on the earth.')
  else {
    const near = nearestName(String(value), checkKindIds)
    tell(['kind'], `There is no such kind of check.${near === null ? '' : ` Is it ${near}?`}`)
  }
  return null
}

function parseRelation(text: string | null, tell: Report): Pick<Check, 'database' | 'schema' | 'relation'> | null {
  if (text === null) {
    tell([], 'relation is missing.')
    return null
  }
  const name = parseObjectName(text)
  if (name === null || name.arguments !== null) {
    tell(['relation'], 'This is no name of a relation. Write it as [database.]schema.name, quoted as in SQL.')
    return null
  }
  const [relation = '', schema = null, database = null] = [...name.parts].reverse()
  return { database, schema, relation }
}

function reportPlace(kind: CheckKindId, column: string | null, where: string | null, tell: Report): void {
  const { on, structural } = kindOf(kind)
  if (on === 'column' && column === null) tell([], 'column is missing: this kind is about one column.')
  if (on === 'relation' && column !== null) tell(['column'], 'This kind is about the whole relation.')
  if (where === null) return
  if (structural === true) tell(['where'], 'This kind reads no rows, so that no condition on them says anything.')
  if (kind === 'tableDiff') tell(['where'], 'The condition of this kind stands among its parameters.')
  if (kind === 'tableCustomSQLQuery') tell(['where'], 'Put the condition into the query.')
}

/** The name of a check that was given none. */
function ownId(check: Omit<Check, 'id'>): string {
  const column = check.column === null ? '' : `.${check.column}`
  return `${relationName(check)}${column} ${check.kind}`
}
