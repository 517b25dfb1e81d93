import { findConnector } from '../../src/connectors/index.ts'
import { ddl } from '../../src/connectors/postgres/ddl/ddl.ts'
import type { LoadedSnapshot } from '../../src/core/catalog/read-snapshot.ts'
import type { SnapshotEnd, SnapshotHeader, SnapshotLine, SnapshotObject } from '../../src/core/catalog/snapshot.ts'
import { toConnectorId } from '../../src/core/ids.ts'
import { dumpSchema, trusting } from './pg-dump.ts'
import { startServer, type TestServer } from './servers.ts'

/** Reads a database of a test server as its superuser. */
export async function takeSnapshot(server: TestServer, database: string): Promise<LoadedSnapshot> {
  const connector = findConnector(toConnectorId('postgres'))
  const lines: SnapshotLine[] = []
  const outcome = await connector?.extract?.(
    {
      hostPort: `${server.host}:${server.port}`,
      username: server.superuser,
      authType: { password: server.password },
      database,
      sslMode: 'disable',
    },
    {
      signal: new AbortController().signal,
      report: () => undefined,
      receive: async (more: readonly SnapshotLine[]) => void lines.push(...more),
    },
  )
  if (outcome?.status !== 'completed') throw new Error(`no snapshot: ${JSON.stringify(outcome)}`)
  return {
    header: lines[0] as SnapshotHeader,
    objects: lines.slice(1, -1) as SnapshotObject[],
    end: lines.at(-1) as SnapshotEnd,
  }
}

export interface Rebuilt {
  readonly snapshots: { readonly original: LoadedSnapshot; readonly rebuilt: LoadedSnapshot }
  readonly dumps: { readonly original: string; readonly rebuilt: string }
  readonly script: string
}

/** Database → snapshot → DDL → an empty database of an empty server of the same major, and what can be said of both. */
export async function rebuild(original: TestServer, database: string): Promise<Rebuilt> {
  const snapshot = await takeSnapshot(original, database)
  const script = ddl.renderScript(snapshot, { database, roles: true })
  const target = await startServer({ major: original.major, hba: trusting })
  try {
    await target.sql(`create database "${database}" template template0`)
    await target.sql(script, database)
    return {
      script,
      snapshots: { original: snapshot, rebuilt: await takeSnapshot(target, database) },
      dumps: { original: await dumpSchema(original, database), rebuilt: await dumpSchema(target, database) },
    }
  } finally {
    await target.stop()
  }
}
