import { existsSync, readFileSync } from 'node:fs'
import type { FilterPattern, SnapshotHeader } from '../../../core/catalog/snapshot.ts'
import { systemIdentifier } from '../catalog/questions/server.ts'
import type { Connection } from '../connection.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import type { PgVersion } from '../version.ts'
import type { Answers } from './transaction.ts'

export function toHeader(
  { scope }: PostgresSettings,
  databases: readonly string[],
  { parameters }: Connection,
  versionNum: PgVersion,
  answers: Answers,
): SnapshotHeader {
  return {
    kind: 'header',
    format: 1,
    connector: 'postgres',
    patchbay: ownVersion(),
    server: {
      version: parameters.server_version ?? '',
      versionNum,
      systemIdentifier: answers.of(systemIdentifier)[0] ?? null,
    },
    takenAt: new Date().toISOString(),
    scope: {
      databases,
      allDatabases: scope.allDatabases,
      filters: {
        database: orNull(scope.databases),
        schema: orNull(scope.schemas),
        table: orNull(scope.tables),
      },
    },
  }
}

const orNull = (pattern: FilterPattern): FilterPattern | null =>
  pattern.includes.length + pattern.excludes.length === 0 ? null : pattern

let version: string | null = null

/** As the next package.json above says, however deep this file stands in a build. */
function ownVersion(): string {
  for (
    let place = new URL('package.json', import.meta.url);
    version === null;
    place = new URL('../package.json', place)
  ) {
    if (existsSync(place)) version = String(JSON.parse(readFileSync(place, 'utf8')).version)
    else if (place.pathname === '/package.json') throw new Error('there is no package.json above')
  }
  return version
}
