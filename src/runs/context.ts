import type { Connector } from '../connectors/connector.ts'
import { AppError } from '../core/error.ts'
import type { ConnectorId } from '../core/ids.ts'
import type { Keyring } from '../store/keyring.ts'
import type { Store } from '../store/open-store.ts'
import type { FormCatalog, FormDescription } from './form-catalog.ts'

/** What use cases work with; the server and the command put it together. */
export interface RunContext {
  readonly store: Store
  readonly keyring: Keyring
  readonly forms: FormCatalog
  /** Null for a connector without code. */
  readonly findConnector: (id: ConnectorId) => Connector | null
}

/** Throws CONNECTOR_NOT_FOUND. */
export function requireForm(forms: FormCatalog, id: ConnectorId): FormDescription {
  const form = forms.find(id)
  if (form !== null) return form
  throw new AppError('CONNECTOR_NOT_FOUND', 'There is no such connector.', {
    hint: 'GET /api/connectors lists those there are.',
  })
}
