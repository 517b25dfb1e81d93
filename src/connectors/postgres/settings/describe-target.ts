import type { JsonObject } from '../../../core/json.ts'
import { describeHosts } from './host-port.ts'

/**
 * Where a form points, such as `db.internal:5432/orders`; `/*` for all databases.
 * Works on unfinished forms and never shows credentials. Empty when there is no host yet.
 */
export function describeTarget(form: JsonObject): string {
  const hosts = typeof form.hostPort === 'string' ? describeHosts(form.hostPort) : ''
  if (hosts === '') return ''
  if (form.ingestAllDatabases === true) return `${hosts}/*`
  return typeof form.database === 'string' && form.database !== '' ? `${hosts}/${form.database}` : hosts
}
