import type { StageId } from '../../../core/connection.ts'

export const titles: Readonly<Record<StageId, string>> = {
  settings: 'Settings',
  resolve: 'Name',
  reach: 'Socket',
  encrypt: 'TLS',
  authenticate: 'Login',
  open: 'Database',
  server: 'Server',
  databases: 'Databases',
  schemas: 'Schemas',
  relations: 'Relations',
  columns: 'Columns',
  routines: 'Routines',
  tags: 'Policies as tags',
  usage: 'Usage',
  lineage: 'Lineage',
  profiler: 'Profiler',
}
