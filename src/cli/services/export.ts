import type { ServiceDetail, ServiceInput } from '../../core/api.ts'
import { type FieldPath, fieldPathKeys } from '../../core/ids.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'
import type { Parts } from '../parts.ts'
import type { Terminal } from '../terminal.ts'
import { findByName, withState } from './with-state.ts'

const comment = ` Services of Patchbay. Secrets are not in here: set the environment variables that stand
 in their place before "patchbay services import" reads this file.`

/** Writes the named services, or all of them, in the shape that import reads. */
export async function exportServices(
  names: readonly string[],
  json: boolean,
  parts: Parts,
  out: Terminal,
): Promise<void> {
  const services = await withState(parts, async (state) => {
    const chosen =
      names.length === 0 ? await state.listServices() : await Promise.all(names.map((name) => findByName(state, name)))
    const details: ServiceDetail[] = []
    for (const { id } of chosen) details.push(await state.readService(id))
    return details
  })
  const document = { services: toExported(services) }
  if (json) {
    out.line(JSON.stringify(document, null, 2))
    return
  }
  const { Document } = await import('yaml')
  const yaml = new Document(document)
  yaml.commentBefore = comment
  out.write(yaml.toString({ lineWidth: 0 }))
}

/** The services with a placeholder for each secret. A placeholder's name belongs to one secret only. */
function toExported(services: readonly ServiceDetail[]): readonly ServiceInput[] {
  const taken = new Set<string>()
  return services.map(({ name, connector, settings, storedSecrets, withheldSecrets }) => {
    let form = settings
    for (const field of [...storedSecrets, ...withheldSecrets]) {
      form = put(form, fieldPathKeys(field), `\${${variableFor(name, field, taken)}}`)
    }
    return { name, connector, settings: form }
  })
}

/** `orders-prod`, `/sslConfig/sslKey` → `PATCHBAY_ORDERS_PROD_SSL_KEY`, with a number where that is taken. */
function variableFor(name: string, field: FieldPath, taken: Set<string>): string {
  const key = (fieldPathKeys(field).at(-1) ?? '').replace(/(?<=[a-z])(?=[A-Z])/g, '_')
  const base = `PATCHBAY_${name}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  let variable = base
  for (let number = 2; taken.has(variable); number++) variable = `${base}_${number}`
  taken.add(variable)
  return variable
}

function put(object: JsonObject, keys: readonly string[], text: string): JsonObject {
  const [key, ...deeper] = keys
  if (key === undefined) return object
  const present = object[key]
  return { ...object, [key]: deeper.length === 0 ? text : put(isJsonObject(present) ? present : {}, deeper, text) }
}
