import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ConnectorId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { FormCatalog, FormDescription } from '../runs/form-catalog.ts'
import { compileFormShape } from '../runs/form-shape.ts'
import { secretFieldsOf } from '../runs/secret-fields.ts'

/** Reads one connection schema below a content folder; throws an AppError for a broken one. */
export type ReadSchema = (file: string, root: string) => JsonObject

/** The forms below a content folder, each read when it is first asked for: manuals and validators are the page's. */
export function readForms(root: string, readSchema: ReadSchema): FormCatalog {
  const known = new Map<ConnectorId, FormDescription | null>()
  return {
    find(id) {
      const form = known.get(id) ?? readForm(id, root, readSchema)
      known.set(id, form)
      return form
    },
  }
}

function readForm(id: ConnectorId, root: string, readSchema: ReadSchema): FormDescription | null {
  const file = path.join(root, id, 'connection.schema.json')
  if (!/^[a-z][a-z\d-]{0,63}$/.test(id) || !existsSync(file)) return null
  const schema = readSchema(file, root)
  return {
    title: typeof schema.title === 'string' && schema.title !== '' ? schema.title : id,
    schema,
    secretFields: secretFieldsOf(schema),
    checkShape: compileFormShape(schema),
  }
}
