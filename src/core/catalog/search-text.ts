import type { SnapshotObject } from './snapshot.ts'

/**
 * What a reader may look for to find an object, in lower case: its qualified name on the first line, then a line for
 * each further name, type or comment of it and its columns.
 */
export function searchText(object: SnapshotObject): string {
  const { schema, name, comment } = object
  return [schema === null ? name : `${schema}.${name}`, comment, ...parts(object)]
    .filter((line) => line !== null && line !== '')
    .map((line) => String(line).replace(/\p{Cc}+/gu, ' '))
    .join('\n')
    .toLowerCase()
}

function parts(object: SnapshotObject): (string | null)[] {
  if ('columns' in object) {
    return object.columns.map(({ name, type, comment }) => [name, type, comment ?? ''].join(' ').trimEnd())
  }
  if ('fields' in object) return object.fields.map(({ name, type }) => `${name} ${type}`)
  if ('labels' in object) return [...object.labels]
  if ('parameters' in object) return [object.parameters, object.result]
  return []
}
