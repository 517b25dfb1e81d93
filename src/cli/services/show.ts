import type { ServiceDetail } from '../../core/api.ts'
import { toFieldPath } from '../../core/ids.ts'
import { isJsonObject, type JsonValue } from '../../core/json.ts'
import type { Parts } from '../parts.ts'
import { harmless, style, type Terminal } from '../terminal.ts'
import { findByName, withState } from './with-state.ts'

export async function showService(name: string, json: boolean, parts: Parts, out: Terminal): Promise<void> {
  const service = await withState(parts, async (state) => state.readService((await findByName(state, name)).id))
  if (json) out.line(JSON.stringify(service))
  else writeService(service, out)
}

function writeService(service: ServiceDetail, out: Terminal): void {
  const lines: [string, string][] = [
    ['name', service.name],
    ['connector', service.connector],
    ['target', service.target],
    ['state', service.testedAt === null ? service.state : `${service.state}, tested ${service.testedAt}`],
    ['created', service.createdAt],
    ['changed', service.updatedAt],
  ]
  const settings: [string, string][] = [
    ...leaves(service.settings, []),
    ...service.storedSecrets.map((field): [string, string] => [field, '(stored)']),
    ...service.withheldSecrets.map((field): [string, string] => [
      field,
      '(out of use: the address or the TLS setting it was given for has changed)',
    ]),
  ]
  writePairs(lines, out)
  out.line()
  writePairs(
    settings.map(([path, text]) => [path.replace(/^\//, ''), text]),
    out,
  )
}

function writePairs(pairs: readonly (readonly [string, string])[], out: Terminal): void {
  const width = Math.max(0, ...pairs.map(([name]) => name.length))
  for (const [name, text] of pairs) {
    out.line(
      `${style(out, 'dim', harmless(name).padEnd(width))}  ${harmless(text).replaceAll('\n', '\n'.padEnd(width + 3))}`,
    )
  }
}

function leaves(value: JsonValue, keys: readonly string[]): [string, string][] {
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, member]) => leaves(member, [...keys, key]))
  return [[toFieldPath(keys), typeof value === 'string' ? value : JSON.stringify(value)]]
}
