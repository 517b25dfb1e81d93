import type { Diagnosis } from '../../../core/connection.ts'
import { majorOf, newestMajor, type PgVersion, supportOf } from '../version.ts'

/**
 * What a server's age means; null while its major is supported.
 * @param today ISO 8601 date
 */
export function diagnoseVersion(version: string, versionNum: PgVersion, today: string): Diagnosis | null {
  const support = supportOf(versionNum, today)
  const common = {
    cause: { kind: 'protocol', value: String(versionNum) },
    fields: [],
    actions: [],
    help: 'hostPort',
  } as const
  if (support.state === 'unknown') {
    return {
      ...common,
      code: 'SERVER_NEWER_THAN_KNOWN',
      summary: `Postgres ${version} is newer than what Patchbay knows.`,
      remedy: `It is read as Postgres ${newestMajor}; what is new in it will be missing.`,
    }
  }
  if (support.state === 'supported') return null
  const when = support.endOfLife === null ? '' : ` since ${support.endOfLife}`
  const works = support.endOfLife === null ? 'Patchbay may fail to read it.' : 'Patchbay still reads it.'
  return {
    ...common,
    code: 'SERVER_OUT_OF_SUPPORT',
    summary: `Postgres ${majorOf(versionNum)} gets no more fixes${when}.`,
    remedy: `Plan an upgrade. ${works}`,
  }
}
