import type { ConnectorId } from '../core/ids.ts'
import type { Connector } from './connector.ts'
import { postgres } from './postgres/index.ts'

/** Every connector that can be tested. A content folder without one here still has its form and its help. */
const connectors: readonly Connector[] = [postgres]

/** Null for a connector without code. */
export function findConnector(id: ConnectorId): Connector | null {
  return connectors.find((connector) => connector.id === id) ?? null
}
