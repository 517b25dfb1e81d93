import { ADDITIONAL_PROPERTY_FLAG, type RJSFSchema } from '@rjsf/utils'

export type FieldKind = 'map' | 'text-list' | 'group' | 'list' | 'checkbox' | 'choice' | 'text'

/** How a field is laid out and which control edits it, told from its schema alone so that any connector's form works. */
export function fieldKind(schema: RJSFSchema): FieldKind {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'boolean') return 'checkbox'
  if (type === 'array') return isTextList(schema) ? 'text-list' : 'list'
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) return 'choice'
  if (type === 'object' || schema.properties !== undefined) return isMap(schema) ? 'map' : 'group'
  return 'text'
}

function isMap({ properties, additionalProperties }: RJSFSchema): boolean {
  const hasOwn = properties !== undefined && Object.values(properties).some((property) => !isAdded(property))
  return !hasOwn && additionalProperties !== false
}

// The form library lists the keys of a free-form object as properties and marks them.
const isAdded = (property: unknown): boolean =>
  typeof property === 'object' && property !== null && ADDITIONAL_PROPERTY_FLAG in property

function isTextList({ items }: RJSFSchema): boolean {
  return typeof items === 'object' && !Array.isArray(items) && items.type === 'string' && items.enum === undefined
}
