import { stringify } from 'yaml'
import { parseObjectName } from '../../../catalog/find-object.ts'
import type { JsonObject, JsonValue } from '../../../json.ts'
import type { Check } from '../check.ts'
import { kindOf } from '../kinds.ts'
import { byRelation, type CheckFormat, type CheckPlace, fileName, ownName } from './check-format.ts'
import { failingQuery } from './failing-query.ts'

/** Kinds that its test definitions do not have. */
const ownKinds = ['tableSchemaToMatch', 'tableDataToBeFresh', 'tableRowsToBeUnique', 'tableRowsToReference']

/** A test suite workflow for each relation. What no test definition says is a query of its own. */
export const openmetadataTests: CheckFormat = {
  id: 'openmetadata-tests',
  title: 'OpenMetadata test suite YAML',
  render(checks, place) {
    const left: Check[] = []
    const names = new Set<string>()
    const files = [...byRelation(checks).values()].flatMap((members) => {
      const [first] = members
      if (first === undefined) return []
      const cases = members.flatMap((check) => {
        const found = toCase(check, place, names)
        if (found === null) left.push(check)
        return found === null ? [] : [found]
      })
      const parts = [first.database ?? place.database, first.schema ?? 'public', first.relation]
      const entity = [place.service, ...parts].map(quotePart).join('.')
      if (cases.length === 0) return []
      return [
        { path: fileName(parts, '.yaml'), text: stringify(workflow(place.service, entity, cases), { lineWidth: 0 }) },
      ]
    })
    return { files, left }
  },
}

const workflow = (serviceName: string, entity: string, testCases: readonly JsonObject[]): JsonObject => ({
  source: {
    type: 'TestSuite',
    serviceName,
    sourceConfig: { config: { type: 'TestSuite', entityFullyQualifiedName: entity } },
  },
  processor: { type: 'orm-test-runner', config: { forceUpdate: true, testCases } },
  sink: { type: 'metadata-rest', config: {} },
  workflowConfig: {
    loggerLevel: 'INFO',
    openMetadataServerConfig: {
      hostPort: 'http://localhost:8585/api',
      authProvider: 'openmetadata',
      securityConfig: { jwtToken: '${OPENMETADATA_JWT_TOKEN}' },
    },
  },
})

/** Fully qualified names quote what holds a dot. */
const quotePart = (name: string): string => (/[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)

function toCase(check: Check, place: CheckPlace, names: Set<string>): JsonObject | null {
  const { kind, column, description, where } = check
  // Within its relation a name is one, and has no separator of full names.
  const name = ownName(check.id, names)
  const head = { name, ...(description === null ? {} : { description }) }
  if (where !== null || ownKinds.includes(kind)) {
    const query = failingQuery(check)
    if (query === null) return null
    const values = { sqlExpression: query, strategy: 'ROWS', operator: '==', threshold: '0' }
    return { ...head, testDefinitionName: 'tableCustomSQLQuery', parameterValues: toValues(values) }
  }
  const parameters = kind === 'tableDiff' ? { ...check.parameters, table2: fullName(check, place) } : check.parameters
  const known = kindOf(kind).parameters.flatMap(({ name: own, alias }) => {
    const value = parameters[own]
    // Its word for a plain number of rows changed from version to version; left out, it means that in all of them.
    return value === undefined || (own === 'thresholdUnit' && value === 'COUNT') ? [] : [[alias ?? own, value] as const]
  })
  return {
    ...head,
    testDefinitionName: kind,
    ...(column === null ? {} : { columnName: column }),
    ...(kindOf(kind).rowwise ? { computePassedFailedRowCount: true } : {}),
    ...(known.length === 0 ? {} : { parameterValues: toValues(Object.fromEntries(known)) }),
  }
}

function fullName({ parameters, database, schema }: Check, place: CheckPlace): string {
  const [relation = '', own = schema ?? 'public'] = [
    ...(parseObjectName(String(parameters.table2))?.parts ?? []),
  ].reverse()
  return [place.service, database ?? place.database, own, relation].map(quotePart).join('.')
}

/** Every value is a text; the names of a set of columns have commas between them, other lists are as JSON has them. */
const toValues = (values: JsonObject): JsonValue =>
  Object.entries(values).map(([name, value]) => ({
    name,
    value: !Array.isArray(value)
      ? String(value)
      : name === 'columnNames'
        ? value.join(',')
        : JSON.stringify(value.map(String)),
  }))
