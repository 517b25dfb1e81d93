import { stringify } from 'yaml'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../json.ts'
import type { Check } from '../check.ts'
import { kindOf } from '../kinds.ts'
import { type CheckFormat, type CheckPlace, ownName } from './check-format.ts'
import { dbtTest, referredOf } from './dbt-test.ts'

/** Sources with data tests, as dbt 1.10.5 and later reads them; some come from packages, which the first lines name. */
export const dbtTests: CheckFormat = {
  id: 'dbt',
  title: 'dbt tests',
  render(checks, place) {
    const names = new Set<string>()
    const left: Check[] = []
    const sources = new Map<string, Source>()
    for (const check of checks) {
      const test = toTest(check, names)
      if (test === null) {
        left.push(check)
        continue
      }
      const { own, columns } = tableIn(sourceIn(sources, check, check.schema ?? 'public', place), check.relation)
      const column = columnOf(check)
      if (column === null) own.push(test)
      else columns.set(column, [...(columns.get(column) ?? []), test])
      // A reference leads to a table that is known, even if nothing is expected of it.
      const referred = referredOf(check)
      if (referred !== null) tableIn(sourceIn(sources, check, referred.schema, place), referred.relation)
    }
    const list = [...sources.values()].map(({ head, tables }) => ({ ...head, tables: [...tables].map(writeTable) }))
    const text = stringify(
      { version: 2, sources: withoutTemplates(list) },
      { lineWidth: 0, aliasDuplicateObjects: false },
    )
    return { files: [{ path: 'sources.yml', text: `${neededPackages(text)}${text}` }], left }
  },
}

interface Table {
  readonly own: JsonValue[]
  readonly columns: Map<string, readonly JsonValue[]>
}

interface Source {
  readonly head: JsonObject
  readonly tables: Map<string, Table>
}

const sourceName = (database: string | null, schema: string): string =>
  database === null ? schema : `${database}_${schema}`

function sourceIn(sources: Map<string, Source>, { database }: Check, schema: string, place: CheckPlace): Source {
  const name = sourceName(database, schema)
  const quoting = { database: true, schema: true, identifier: true }
  const head = { name, database: database ?? place.database, schema, quoting }
  const source = sources.get(name) ?? { head, tables: new Map() }
  sources.set(name, source)
  return source
}

function tableIn({ tables }: Source, name: string): Table {
  const table = tables.get(name) ?? { own: [], columns: new Map() }
  tables.set(name, table)
  return table
}

const writeTable = ([name, { own, columns }]: readonly [string, Table]): JsonObject => ({
  name,
  ...(own.length === 0 ? {} : { data_tests: own }),
  ...(columns.size === 0
    ? {}
    : { columns: [...columns].map(([column, tests]) => ({ name: column, quote: true, data_tests: tests })) }),
})

/** Where the test stands: dbt has those of references at the column. */
function columnOf({ kind, column, parameters }: Check): string | null {
  return kind === 'tableRowsToReference' ? ((parameters.columnNames as readonly string[])[0] ?? null) : column
}

function toTest(check: Check, names: Set<string>): JsonValue | null {
  const { id, kind, database, where, severity, description } = check
  const found = dbtTest(check, sourceName(database, referredOf(check)?.schema ?? 'public'))
  if (found === null) return null
  const conditions = kindOf(kind).structural === true ? [] : [...(where === null ? [] : [where]), ...found.where]
  const config = {
    ...(conditions.length === 0 ? {} : { where: joined(conditions) }),
    ...(severity === 'warning' ? { severity: 'warn' } : {}),
  }
  const all = {
    // Names are made of arguments alone: with another condition the same test needs one of its own.
    ...(where === null ? {} : { name: ownName(id, names) }),
    ...(description === null ? {} : { description }),
    ...(Object.keys(found.arguments).length === 0 ? {} : { arguments: found.arguments }),
    ...(Object.keys(config).length === 0 ? {} : { config }),
  }
  return Object.keys(all).length === 0 ? found.name : { [found.name]: all }
}

const joined = (conditions: readonly string[]): string =>
  conditions.length === 1 ? (conditions[0] ?? '') : conditions.map((one) => `(${one}\n)`).join(' and ')

const packages = { dbt_utils: 'dbt-labs/dbt_utils', dbt_expectations: 'metaplane/dbt_expectations' }

/** A comment that says what else has to be installed; empty where nothing has. */
function neededPackages(text: string): string {
  const needed = Object.entries(packages).flatMap(([name, source]) => (text.includes(`- ${name}.`) ? [source] : []))
  return needed.length === 0 ? '' : `# Needs in packages.yml: ${needed.join(', ')}\n`
}

/** dbt reads templates in texts: what looks like one is written as a text in one. */
function withoutTemplates(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/\{[{%#]/g, (opening) => `{{ '${opening}' }}`)
  if (Array.isArray(value)) return value.map(withoutTemplates)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutTemplates(one)]))
}
