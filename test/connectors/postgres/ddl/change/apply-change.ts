import pg from 'pg'
import { grantableOf } from '../../../../../src/connectors/postgres/ddl/change/sql-name.ts'
import { ddl } from '../../../../../src/connectors/postgres/ddl/ddl.ts'
import { initialGrants } from '../../../../../src/connectors/postgres/ddl/grants.ts'
import { diffSnapshots } from '../../../../../src/core/catalog/diff/diff-snapshots.ts'
import { differenceText } from '../../../../../src/core/catalog/diff/difference-text.ts'
import type { LoadedSnapshot } from '../../../../../src/core/catalog/read-snapshot.ts'
import type { SnapshotObject } from '../../../../../src/core/catalog/snapshot.ts'
import { takeSnapshot } from '../../../../support/rebuild.ts'
import type { TestServer } from '../../../../support/servers.ts'

export interface Applied {
  readonly statements: readonly string[]
  /** What still differs from what was wanted; empty for nothing. */
  readonly rest: string
}

/** Changes a copy of a database, by the statements that lead from one snapshot to the other, and compares. */
export async function applyChange(
  server: TestServer,
  template: string,
  from: LoadedSnapshot,
  to: LoadedSnapshot,
): Promise<Applied> {
  const copy = `${template} changed`
  await server.sql(`create database "${copy}" template "${template}"`)
  try {
    const statements = ddl.renderChanges(from, to).map(({ sql }) => sql)
    await runEach(server, copy, statements)
    const result = inDatabase(await takeSnapshot(server, copy), databaseOf(to))
    const rest = diffSnapshots(anyServer(result), anyServer(to))
    return { statements, rest: rest.changes.length + rest.unknown.length === 0 ? '' : differenceText(rest, () => []) }
  } finally {
    await server.sql(`drop database "${copy}" with (force)`)
  }
}

/** One by one, as psql runs a file: a new label of an enum cannot be used by the statement it comes with. */
async function runEach(server: TestServer, database: string, statements: readonly string[]): Promise<void> {
  const { host, port, superuser: user, password } = server
  const client = new pg.Client({ host, port, user, password, database })
  await client.connect()
  try {
    await client.query("set check_function_bodies = off; set client_min_messages = warning; set search_path = ''")
    for (const sql of statements) {
      await client.query(sql).catch((error: Error) => {
        throw new Error(`${error.message}\n${sql}\n--- of ---\n${statements.join('\n')}`)
      })
    }
  } finally {
    await client.end()
  }
}

const databaseOf = ({ header }: LoadedSnapshot): string => header.scope.databases[0] ?? ''

/** A snapshot as if it came from a database of that name. */
export function inDatabase(snapshot: LoadedSnapshot, database: string): LoadedSnapshot {
  const own = databaseOf(snapshot)
  return {
    ...snapshot,
    header: { ...snapshot.header, scope: { ...snapshot.header.scope, databases: [database] } },
    objects: snapshot.objects.flatMap((object) => (object.database === own ? [{ ...object, database }] : [])),
  }
}

/** Objects pair by name alone, and privileges count for what they allow. */
function anyServer(snapshot: LoadedSnapshot): LoadedSnapshot {
  const { server } = snapshot.header
  return {
    ...snapshot,
    header: { ...snapshot.header, server: { ...server, systemIdentifier: null } },
    objects: snapshot.objects
      .filter(({ kind, database }) => database !== null && kind !== 'database')
      .map((object) => spelledOut(object, server.versionNum)),
  }
}

function spelledOut(object: SnapshotObject, versionNum: number): SnapshotObject {
  const target = grantableOf(object)
  const { owner } = object
  const grants =
    owner === null || target === null
      ? object.grants
      : (object.grants ?? initialGrants({ ...target, owner, versionNum }))
  return {
    ...object,
    // Filling it with rows is not structure.
    ...('populated' in object ? { populated: true } : {}),
    // In the order of the columns, and those that come later stand at the end.
    ...('reads' in object ? { reads: object.reads?.map((read) => JSON.stringify(read)).sort() ?? null } : {}),
    grants: grants?.map((grant) => ({ ...grant, privileges: [...grant.privileges].sort() })) ?? null,
  } as unknown as SnapshotObject
}
