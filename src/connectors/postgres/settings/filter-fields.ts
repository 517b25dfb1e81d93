import { type FieldPath, toFieldPath } from '../../../core/ids.ts'

/** In the order they apply: databases, schemas, tables and views. */
export const filterFields: readonly [FieldPath, FieldPath, FieldPath] = [
  toFieldPath(['databaseFilterPattern']),
  toFieldPath(['schemaFilterPattern']),
  toFieldPath(['tableFilterPattern']),
]
