import { toConnectorId } from '../../core/ids.ts'
import type { Connector } from '../connector.ts'

/** Everything is loaded when it is asked for: whoever waits for a command needs one of them. */
export const postgres: Connector = {
  id: toConnectorId('postgres'),
  title: 'Postgres',
  testConnection: async (form, options) => (await import('./test-connection.ts')).testConnection(form, options),
  extract: async (form, options) => (await import('./extract/extract.ts')).extract(form, options),
  previewScope: async (form, signal) => (await import('./extract/preview-scope.ts')).previewScope(form, signal),
  readUsage: async (form, options) => (await import('./usage/read-usage.ts')).readUsage(form, options),
  profile: async (form, options) => (await import('./profile/profile.ts')).profile(form, options),
  runChecks: async (form, checks, options) => (await import('./checks/run-checks.ts')).runChecks(form, checks, options),
  previewCheck: async (form, check, signal) =>
    (await import('./checks/preview-check.ts')).previewCheck(form, check, signal),
  async *readLineage(request) {
    yield* (await import('./lineage/read-lineage.ts')).readLineage(request)
  },
  writeAccessScript: async (request) => (await import('./privileges/access-script.ts')).writeAccessScript(request),
  loadDdl: async () => (await import('./ddl/ddl.ts')).ddl,
}
