import type { Column, Relation } from '../relation.ts'
import type { SnapshotObject } from '../snapshot.ts'
import { isUnique, primaryKeyOf, wholeRelations } from './relations-of.ts'
import type { SnapshotFormat } from './snapshot-format.ts'

/** A source for each schema, with tests for what the server itself guarantees. */
export const dbtSources: SnapshotFormat = {
  id: 'dbt',
  extension: '.yml',
  contentType: 'application/yaml; charset=utf-8',
  *render({ objects, header }) {
    const relations = wholeRelations(objects)
    if (relations.length === 0) {
      yield 'version: 2\nsources: []\n'
      return
    }
    yield 'version: 2\nsources:\n'
    const bySchema = new Map<string, Relation[]>()
    for (const relation of relations) {
      const key = JSON.stringify([relation.database, relation.schema])
      const members = bySchema.get(key)
      if (members === undefined) bySchema.set(key, [relation])
      else members.push(relation)
    }
    const several = header.scope.databases.length > 1
    for (const members of bySchema.values()) {
      yield sourceHead(members, objects, several)
      for (const relation of members)
        yield tableLines(relation)
          .map((line) => `${line}\n`)
          .join('')
    }
  },
}

function sourceHead([first]: readonly Relation[], objects: readonly SnapshotObject[], several: boolean): string {
  if (first === undefined) throw new Error('a schema without relations')
  const { database, schema } = first
  const comment = objects.find(
    (object) => object.kind === 'schema' && object.database === database && object.name === schema,
  )?.comment
  const lines = [
    `  - name: ${text(several ? `${database}_${schema}` : schema)}`,
    `    database: ${text(database ?? '')}`,
    `    schema: ${text(schema)}`,
    ...description('    ', comment ?? null),
    '    quoting:',
    '      database: true',
    '      schema: true',
    '      identifier: true',
    '    tables:',
  ]
  return `${lines.join('\n')}\n`
}

function tableLines(relation: Relation): string[] {
  const keys = primaryKeyOf(relation)
  return [
    `      - name: ${text(relation.name)}`,
    ...description('        ', relation.comment),
    ...(relation.columns.length === 0 ? [] : ['        columns:']),
    ...relation.columns.flatMap((column) => columnLines(relation, column, keys)),
  ]
}

function columnLines(relation: Relation, column: Column, keys: readonly string[]): string[] {
  const isKey = keys.length === 1 && keys[0] === column.name
  const tests = [
    ...(column.nullable ? [] : ['not_null']),
    ...(isKey || isUnique(relation, column.name) ? ['unique'] : []),
  ]
  return [
    `          - name: ${text(column.name)}`,
    ...description('            ', column.comment),
    `            data_type: ${text(column.type)}`,
    ...(tests.length === 0 ? [] : ['            data_tests:', ...tests.map((test) => `              - ${test}`)]),
  ]
}

/** dbt reads templates in descriptions: what looks like one is written as a text in one. */
function description(indent: string, comment: string | null): string[] {
  if (comment === null) return []
  const plain = comment.replace(/\{[{%#]/g, (opening) => `{{ '${opening}' }}`)
  return [`${indent}description: ${text(plain)}`]
}

/** A string that YAML reads as it is: JSON's form, and what YAML prints nowhere escaped as well. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
