import { wholeRelations } from '../../catalog/export/relations-of.ts'
import type { LoadedSnapshot } from '../../catalog/read-snapshot.ts'
import type { Relation } from '../../catalog/relation.ts'
import type { JsonObject } from '../../json.ts'
import type { RelationProfile } from '../profile.ts'
import type { Check } from './check.ts'
import { conditionsOf } from './constraint-conditions.ts'
import type { CheckKindId } from './kinds.ts'
import { relationName } from './relation-name.ts'
import { suggestFromProfile } from './suggest-from-profile.ts'

/** A check that was thought of; what is left out is as it mostly is. */
export type Suggestion = Pick<Check, 'kind'> &
  Partial<Pick<Check, 'column' | 'parameters' | 'severity' | 'description'>>

/**
 * Checks that the relations of a snapshot suggest: what their constraints promise, their shape, and with profiles what
 * their rows look like so far (these as warnings). A check is suggested once; each says in its description why.
 */
export function suggestChecks(
  { header, objects }: Pick<LoadedSnapshot, 'header' | 'objects'>,
  profiles: readonly RelationProfile[],
): readonly Check[] {
  // Without a database a check is about the connection's own, which may be none of those that were read.
  const { allDatabases } = header.scope
  const keyOf = (...names: readonly (string | null)[]) => JSON.stringify(names)
  const known = new Map(profiles.map((one) => [keyOf(one.database, one.schema, one.relation), one]))
  return wholeRelations(objects).flatMap((relation) => {
    // An extension says itself what its relations are like, and changes them with its version.
    if (relation.extension !== null) return []
    const profile = known.get(keyOf(relation.database, relation.schema, relation.name))
    const suggestions = [
      ...fromConstraints(relation),
      ...(profile === undefined ? [] : suggestFromProfile(relation, profile)),
      shapeOf(relation),
    ]
    const place = {
      database: allDatabases ? relation.database : null,
      schema: relation.schema,
      relation: relation.name,
    }
    const checks = suggestions.map((suggestion) => toCheck(place, suggestion))
    return checks.filter(({ id }, at) => checks.findIndex((other) => other.id === id) === at)
  })
}

function toCheck(place: Pick<Check, 'database' | 'schema' | 'relation'>, suggestion: Suggestion): Check {
  const { kind, column = null, parameters = {}, severity = 'critical', description = null } = suggestion
  const columns = Array.isArray(parameters.columnNames) ? ` (${parameters.columnNames.join(', ')})` : ''
  const subject = `${relationName(place)}${column === null ? '' : `.${column}`}`
  return { id: `${subject} ${kind}${columns}`, kind, ...place, column, parameters, where: null, severity, description }
}

function fromConstraints(relation: Relation): Suggestion[] {
  const { columns, constraints, indexes } = relation
  const keys = [
    ...constraints
      .filter(({ type }) => type === 'primary key' || type === 'unique')
      .map((one) => ({ columns: one.columns, description: `The ${one.type} ${one.name} says so.` })),
    ...indexes
      .filter(({ unique, valid, predicate }) => unique && valid && predicate === null)
      .map((index) => ({ columns: index.columns, description: `The unique index ${index.name} says so.` })),
  ]
  return [
    ...columns
      .filter(({ nullable }) => !nullable)
      .map(({ name }) => onColumn('columnValuesToBeNotNull', name, {}, 'The column is declared NOT NULL.')),
    ...keys.flatMap((key) => uniqueness(key.columns, key.description)),
    ...constraints.flatMap((constraint): Suggestion[] => {
      const { references, name, columns: columnNames } = constraint
      if (references === null) return constraint.type === 'check' ? conditionsOf(constraint, columns) : []
      const { schema, name: other } = references.relation
      const parameters = {
        columnNames,
        table2: relationName({ database: null, schema, relation: other }),
        table2ColumnNames: references.columns,
      }
      return [{ kind: 'tableRowsToReference', parameters, description: `The foreign key ${name} says so.` }]
    }),
  ]
}

/** None for an index over expressions. */
function uniqueness(columns: readonly (string | null)[], description: string): Suggestion[] {
  const names = columns.filter((name) => name !== null)
  const [only] = names
  if (only === undefined || names.length < columns.length) return []
  if (names.length === 1) return [onColumn('columnValuesToBeUnique', only, {}, description)]
  return [{ kind: 'tableRowsToBeUnique', parameters: { columnNames: names }, description }]
}

export const onColumn = (
  kind: CheckKindId,
  column: string,
  parameters: JsonObject,
  description: string,
): Suggestion => ({ kind, column, parameters, description })

function shapeOf({ columns }: Relation): Suggestion {
  return {
    kind: 'tableSchemaToMatch',
    parameters: { columns: columns.map(({ name, type }) => ({ name, type })), allowMore: true },
    description: 'As it was in the snapshot.',
  }
}
