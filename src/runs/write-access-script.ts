import type { AccessRequest, AccessScript } from '../core/access.ts'
import { AppError } from '../core/error.ts'
import type { ConnectorId } from '../core/ids.ts'
import type { RunContext } from './context.ts'

/**
 * The script for a role that does not exist yet. Needs neither state nor server.
 * Throws REQUEST_INVALID, CONNECTOR_NOT_FOUND.
 */
export async function writeAccessScript(
  { findConnector }: Pick<RunContext, 'findConnector'>,
  id: ConnectorId,
  request: AccessRequest,
): Promise<AccessScript> {
  const connector = findConnector(id)
  if (connector === null) throw new AppError('CONNECTOR_NOT_FOUND', 'There is no such connector.')
  const written = await connector.writeAccessScript(request)
  if (written.ok) return written.value
  throw new AppError('REQUEST_INVALID', 'No script can be written for this.', {
    details: written.error.map(({ path, message }) => `${path}: ${message}`).join('\n'),
    hint: 'Correct what is named.',
  })
}
