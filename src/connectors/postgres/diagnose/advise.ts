import type { Diagnosis } from '../../../core/connection.ts'
import type { HostedBy } from '../catalog/server-identity.ts'
import type { ConnectFailure, Connection, PresentedCertificate } from '../connection.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { amazon } from './providers/amazon.ts'
import { azure } from './providers/azure.ts'
import { cockroach } from './providers/cockroach.ts'
import { google } from './providers/google.ts'
import { neon } from './providers/neon.ts'
import { pgbouncer, pgpool } from './providers/poolers.ts'
import type { Evidence, Provider } from './providers/provider.ts'
import { supabase } from './providers/supabase.ts'

/** Those with a name of their own come before those that only a port hints at. */
const providers: readonly Provider[] = [amazon, azure, google, neon, supabase, cockroach, pgbouncer, pgpool]

/** Whoever runs the server, as far as it shows. */
export const providerOf = (evidence: Evidence): Provider | null =>
  providers.find(({ recognises }) => recognises(evidence)) ?? null

/** A diagnosis with what is known of the provider's servers put to it. */
export function advise(diagnosis: Diagnosis, evidence: Evidence | null): Diagnosis {
  const provider = evidence && providerOf(evidence)
  const advice = evidence && provider?.advice[diagnosis.code]?.(evidence)
  if (!advice) return diagnosis
  const { text, instead = false, fields = [], actions = [] } = advice
  const kept = diagnosis.actions.filter((action) => !instead || action.kind === 'patch' || action.language !== 'conf')
  const labels = new Set(kept.map(({ label }) => label))
  return {
    ...diagnosis,
    remedy: instead ? `${provider?.title}: ${text}` : `${diagnosis.remedy} ${provider?.title}: ${text}`,
    fields: [...new Set([...fields, ...diagnosis.fields])],
    actions: [...kept, ...actions.filter(({ label }) => !labels.has(label))],
  }
}

export function evidenceOfFailure(failure: ConnectFailure, settings: PostgresSettings): Evidence {
  const { host, port, tls, certificate } = failure
  return { host, port, settings, tls, signers: signersOf(certificate), parameters: {}, hostedBy: null }
}

export function evidenceOfConnection(
  { host, port, tls, parameters }: Connection,
  settings: PostgresSettings,
  hostedBy: HostedBy | null,
): Evidence {
  const signers = signersOf(tls?.certificate ?? null)
  return { host, port, settings, tls: tls !== null, signers, parameters, hostedBy }
}

const signersOf = (certificate: PresentedCertificate | null): string =>
  certificate === null ? '' : `${certificate.subject}\n${certificate.issuer}`
