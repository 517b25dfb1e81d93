import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../core/error.ts'
import type { ConnectorId } from '../core/ids.ts'
import type { FormCatalog, FormDescription } from '../runs/form-catalog.ts'
import { compileFormShape } from '../runs/form-shape.ts'
import { secretFieldsOf } from '../runs/secret-fields.ts'
import { ContentError, readConnectionSchema } from '../server/connection-schema.ts'

/** The forms below a content folder, each read when it is first asked for: manuals and validators are the page's. */
export function readForms(root: string): FormCatalog {
  const known = new Map<ConnectorId, FormDescription | null>()
  return {
    find(id) {
      const form = known.get(id) ?? readForm(root, id)
      known.set(id, form)
      return form
    },
  }
}

function readForm(root: string, id: ConnectorId): FormDescription | null {
  const file = path.join(root, id, 'connection.schema.json')
  if (!/^[a-z][a-z\d-]{0,63}$/.test(id) || !existsSync(file)) return null
  try {
    const schema = readConnectionSchema(file, root, (name) => (existsSync(name) ? readFileSync(name, 'utf8') : null))
    return {
      title: typeof schema.title === 'string' && schema.title !== '' ? schema.title : id,
      schema,
      secretFields: secretFieldsOf(schema),
      checkShape: compileFormShape(schema),
    }
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    throw new AppError('CONTENT_UNUSABLE', `The form of ${id} cannot be used.`, {
      details: error.message,
      cause: error,
    })
  }
}
