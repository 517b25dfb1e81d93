import { readFileSync } from 'node:fs'
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

function ownVersion(): string {
  version ??= String(JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')).version)
  return version
}
