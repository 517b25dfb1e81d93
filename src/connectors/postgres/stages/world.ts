import type { Diagnosis, Facts } from '../../../core/connection.ts'
import type { Finding } from '../../run-stages.ts'
import { QueryFailure } from '../connection.ts'
import { advise } from '../diagnose/advise.ts'
import { isLost } from '../diagnose/is-lost.ts'
import type { Evidence } from '../diagnose/providers/provider.ts'
import type { DiagnosisContext } from '../diagnose/row.ts'
import { diagnoseQuery } from '../diagnose.ts'
import type { RoleAccess } from '../privileges/role-access.ts'
import type { PgVersion } from '../version.ts'
import type { Scope } from './scope.ts'
import type { Session } from './session.ts'

/** What the stages behind the gate share. Filled by the stages that find it out, in their order. */
export interface World {
  readonly context: DiagnosisContext
  /** Replaced where a stage has to close it for a while: there is never more than one connection. */
  session: Session
  version: PgVersion
  /** Who runs the server, as far as it shows; null before the server was asked. */
  evidence: Evidence | null
  /** `current_user`: whom grants have to name. */
  role: string
  database: { readonly oid: number; readonly name: string }
  /** What matters about the role beyond single objects; null before it was asked. */
  access: RoleAccess | null
  /** What of the database the settings select, and what of that the role may read; null before it was asked. */
  scope: Scope | null
  /** Which statements' texts can be read, and what keeps the others back. `none` before they were asked for. */
  usage: { readonly readable: 'all' | 'some' | 'none'; readonly problem: Diagnosis | null }
}

export type Probe = (world: World, signal: AbortSignal) => Promise<Finding>

/**
 * A probe as the runner wants it: with the statements it sent among its facts, and with a finding where the server
 * refused one of them. A lost connection fails the stage; anything else is something that will be missing.
 */
export function asStage(world: World, probe: Probe): (signal: AbortSignal) => Promise<Finding> {
  return async (signal) => {
    const withQueries = (facts: Facts): Facts => ({ ...facts, queries: world.session.takeQueries(signal) })
    try {
      const finding = await probe(world, signal)
      const facts = withQueries(finding.facts)
      if (finding.status === 'passed') return { ...finding, facts }
      return { ...finding, facts, diagnosis: advise(finding.diagnosis, world.evidence) }
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      const diagnosis = advise(diagnoseQuery(error, world.context), world.evidence)
      const facts = withQueries({ summary: diagnosis.summary })
      return { status: isLost(error) ? 'failed' : 'warned', facts, diagnosis }
    }
  }
}

/** How many objects of a kind a test reads in full. The whole is only counted. */
export const sampleSize = 200
