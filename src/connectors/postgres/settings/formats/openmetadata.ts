import { isJsonObject, type JsonValue } from '../../../../core/json.ts'
import { documentFormat } from './document.ts'
import { readFormObject } from './form-document.ts'
import { filterFields, toOurFilter } from './openmetadata-filters.ts'
import type { Reading } from './text-format.ts'
import { objectAt } from './yaml.ts'

/** A workflow file of OpenMetadata, or the `serviceConnection` or `connection` part of one. */
export const openmetadata = documentFormat('OpenMetadata YAML', (value) => {
  const source = objectAt(value, 'source') ?? (isJsonObject(value) ? value : null)
  if (source === null) return null
  const config =
    objectAt(source, 'serviceConnection', 'config') ??
    objectAt(source, 'connection', 'config') ??
    objectAt(source, 'config')
  if (config === null || typeof config.hostPort !== 'string') return null
  const label = typeof source.serviceName === 'string' ? source.serviceName : ''
  if (typeof config.type === 'string' && !/^postgres/i.test(config.type)) {
    return [{ label, form: {}, notes: ['The type of this connection is not Postgres.'] }]
  }
  return [withFilters(readFormObject(config, label), objectAt(source, 'sourceConfig', 'config'))]
})

/** Filters stand in the part that says what to read. */
function withFilters(reading: Reading, reads: JsonValue): Reading {
  if (!isJsonObject(reads)) return reading
  const present = filterFields.flatMap((name) =>
    reads[name] === undefined ? [] : [[name, toOurFilter(reads[name])] as const],
  )
  const { form } = readFormObject(Object.fromEntries(present), '')
  return { ...reading, form: { ...reading.form, ...form } }
}
