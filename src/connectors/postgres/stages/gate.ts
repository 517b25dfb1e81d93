import type { CertificateFacts } from '../../../core/certificate.ts'
import type { Attempt, Cause, Diagnosis, Facts } from '../../../core/connection.ts'
import type { Stages } from '../../run-stages.ts'
import { connect } from '../connect.ts'
import type { ConnectFailure, Connection, ConnectProgress, ConnectStep, PresentedCertificate } from '../connection.ts'
import { isSocket } from '../diagnose/address.ts'
import { type DiagnosisContext, field, patch } from '../diagnose/row.ts'
import { isUnknownSigner, tlsReason, trustAction } from '../diagnose/tls-rows.ts'
import { diagnoseConnect } from '../diagnose.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { localAddressTowards } from './local-address.ts'

/**
 * Goes through the gate, telling each stage as it happens. Null when it stayed shut; where another database is left to
 * try and only this one was the obstacle, the gate is then still open.
 *
 * Facts: `resolve` { host, addresses } · `reach` { address, port, localAddress, attempts? } ·
 * `encrypt` { encrypted, tlsVersion, cipher, verified, certificate, summary? } · `authenticate` { method } · `open` { database }.
 * A stage that failed has { host, address, port, localAddress, attempts, certificate?, answered? } instead.
 */
export async function openGate(
  stages: Stages,
  context: DiagnosisContext,
  otherDatabaseLeft: boolean,
): Promise<Connection | null> {
  const observed = observe(stages)
  const began = performance.now()
  const result = await connect(context.settings, {
    database: context.database,
    signal: stages.signal,
    stepDeadlineMs: stages.stageDeadlineMs,
    onProgress: observed.onProgress,
  })
  if (result.ok) {
    const connection = result.value
    if (stages.signal.aborted) {
      await connection.close()
      stages.interrupted('open', performance.now() - began)
      return null
    }
    complete(stages, connection, context, observed)
    return connection
  }
  const failure = await withLocalAddress(result.error)
  const durationMs = observed.durationOf(failure.step)
  if (failure.cancelled && stages.interrupted(failure.step, durationMs)) return null
  const diagnosis = diagnoseConnect(failure, context)
  if (otherDatabaseLeft && diagnosis.code.startsWith('OPEN_')) return null
  stages.ended(failure.step, { status: 'failed', facts: failureFacts(failure), diagnosis }, durationMs)
  return null
}

/** A socket that never opened has no address of its own; the kernel knows which one it would have used. */
async function withLocalAddress(failure: ConnectFailure): Promise<ConnectFailure> {
  const { localAddress, step, address, port } = failure
  if (localAddress !== null || step !== 'reach' || address === null || isSocket(address)) return failure
  return { ...failure, localAddress: await localAddressTowards(address, port) }
}

interface Observed {
  readonly onProgress: (progress: ConnectProgress) => void
  /** Of the newest try at a step: from its start to its end, or until now. */
  durationOf(step: ConnectStep): number
  /** Steps that began and whose last try has no end. */
  unfinished(step: ConnectStep): boolean
}

function observe(stages: Stages): Observed {
  const tries = new Map<ConnectStep, { readonly began: number; durationMs: number | null }>()
  return {
    onProgress(progress) {
      const { step } = progress
      if (progress.type === 'step-started') {
        tries.set(step, { began: performance.now(), durationMs: null })
        stages.started(step)
        return
      }
      const { durationMs, facts } = progress
      const last = tries.get(step)
      if (last !== undefined) last.durationMs = durationMs
      stages.ended(step, { status: 'passed', facts: step === 'encrypt' ? withSummary(facts) : facts }, durationMs)
    },
    durationOf(step) {
      const last = tries.get(step)
      return last === undefined ? 0 : (last.durationMs ?? performance.now() - last.began)
    },
    unfinished: (step) => tries.has(step) && tries.get(step)?.durationMs === null,
  }
}

/** Where the server offers no TLS, or anyone's certificate will do, the stage passes and must not look like more. */
function withSummary(facts: Facts): Facts {
  if (facts.encrypted === false) return { ...facts, summary: 'not offered, goes on unencrypted' }
  return facts.verified === false ? { ...facts, summary: `${facts.tlsVersion}, certificate not verified` } : facts
}

/** What is known only at the end: which try won, and the certificate behind it. */
function complete(stages: Stages, connection: Connection, { settings }: DiagnosisContext, observed: Observed): void {
  const { attempts, tls } = connection
  if (attempts.length > 1) stages.amend('reach', { attempts: toFacts(attempts) })
  if (tls !== null) {
    if (tls.certificate !== null) stages.amend('encrypt', { certificate: acceptedFacts(tls.certificate, settings) })
    return
  }
  const lost = attempts.find((attempt) => attempt.tls && attempt.cause !== null)
  const mayFallBack = settings.sslmode === 'prefer' && !isSocket(connection.host)
  if (!mayFallBack || (lost === undefined && settings.sslrootcert.kind === 'none')) return
  const { refusedCertificate: refused } = connection
  const facts = {
    encrypted: false,
    attempts: toFacts(attempts),
    ...(refused === null || lost?.cause == null ? {} : { certificate: refusedFacts(refused, lost.cause) }),
  }
  const durationMs = observed.unfinished('encrypt') ? (lost?.durationMs ?? 0) : observed.durationOf('encrypt')
  stages.ended('encrypt', { status: 'warned', facts, diagnosis: fellBack(lost) }, durationMs)
}

/** libpq goes on without encryption in mode `prefer`, whatever certificate was to be checked. It does not say so. */
function fellBack(lost: Attempt | undefined): Diagnosis {
  const cause = lost?.cause ?? { kind: 'protocol', value: 'TLS_NOT_OFFERED' }
  const why = {
    tls: `the server’s certificate was not accepted because ${tlsReason(cause.value)}`,
    sqlstate: 'the server refuses this login when it is encrypted',
    protocol: lost === undefined ? 'the server has TLS switched off' : 'the server broke off the encryption',
    os: 'the encryption was broken off',
    input: 'the settings do not fit',
  }[cause.kind]
  return {
    code: 'CONN_TLS_FELL_BACK',
    cause,
    fields: [field.sslMode],
    summary: `The connection is not encrypted: ${why}, and SSL mode prefer then goes on without.`,
    remedy: 'Choose require or stricter to be refused instead, or disable if the network is trusted.',
    actions: [patch('Switch to require', field.sslMode, 'require')],
  }
}

/** Without a CA certificate nobody has looked at it: then the admin may, and say so. */
function acceptedFacts(certificate: PresentedCertificate, settings: PostgresSettings): CertificateFacts {
  const verified = settings.sslrootcert.kind !== 'none'
  return certificateFacts(certificate, { refused: null, verified, trust: verified ? null : trustAction(certificate) })
}

function refusedFacts(certificate: PresentedCertificate, cause: Pick<Cause, 'kind' | 'value'>): CertificateFacts {
  const refused = cause.kind === 'tls' ? tlsReason(cause.value) : null
  const trust = isUnknownSigner(cause) ? trustAction(certificate) : null
  return certificateFacts(certificate, { refused, verified: false, trust })
}

function failureFacts(failure: ConnectFailure): Facts {
  const { host, address, port, localAddress, attempts, certificate, answered } = failure
  return {
    host,
    address,
    port,
    localAddress,
    attempts: toFacts(attempts),
    ...(certificate === null ? {} : { certificate: refusedFacts(certificate, failure.cause) }),
    ...(answered === null ? {} : { answered: answered.replace(/[^\x20-\x7e]+/g, ' ') }),
  }
}

const toFacts = (attempts: readonly Attempt[]): Facts[] =>
  attempts.map((attempt) => ({ ...attempt, durationMs: Math.round(attempt.durationMs * 10) / 10 }))

/** Everything but the PEM text, which actions hold. */
function certificateFacts(
  { chainPem: _chain, rootPem: _root, ...certificate }: PresentedCertificate,
  judged: Pick<CertificateFacts, 'refused' | 'verified' | 'trust'>,
): CertificateFacts {
  return { ...certificate, ...judged }
}
