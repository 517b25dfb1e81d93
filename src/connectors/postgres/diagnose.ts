import type { Cause, Diagnosis } from '../../core/connection.ts'
import type { ConnectFailure, QueryFailure, ServerError } from './connection.ts'
import { advise, evidenceOfFailure } from './diagnose/advise.ts'
import { cannotForkRow } from './diagnose/exhaustion-rows.ts'
import { guardRows } from './diagnose/guard-rows.ts'
import { loginRows } from './diagnose/login-rows.ts'
import { poolerRows } from './diagnose/pooler-rows.ts'
import { queryRows } from './diagnose/query-rows.ts'
import { reachRows } from './diagnose/reach-rows.ts'
import type { DiagnosisContext, DiagnosisRow } from './diagnose/row.ts'
import { tlsRows } from './diagnose/tls-rows.ts'

/** In the order things happen; the last row of all takes what no other knows. */
const connectRows: readonly DiagnosisRow<ConnectFailure>[] = [
  cannotForkRow,
  ...guardRows,
  ...poolerRows,
  ...reachRows,
  ...tlsRows,
  ...loginRows,
]

/** What a failed connection means and what to do about it. Pure, and blind to message text. */
export function diagnoseConnect(failure: ConnectFailure, context: DiagnosisContext): Diagnosis {
  const diagnosis = speak(connectRows, failure, failure.cause, failure.serverError, context)
  return advise(
    { ...diagnosis, remedy: diagnosis.remedy + ofSeveralHosts(failure) },
    evidenceOfFailure(failure, context.settings),
  )
}

/** One diagnosis stands for all tries: say so where they went to several places. */
function ofSeveralHosts({ attempts }: ConnectFailure): string {
  const hosts = new Set(attempts.map(({ host, port }) => `${host}:${port}`)).size
  return hosts < 2 ? '' : ` Patchbay tried ${hosts} hosts; the details list every try.`
}

/** The same for a statement of the test. */
export function diagnoseQuery(failure: QueryFailure, context: DiagnosisContext): Diagnosis {
  return speak(queryRows, failure, failure.reason, failure.serverError, context)
}

function speak<Failure>(
  rows: readonly DiagnosisRow<Failure>[],
  failure: Failure,
  cause: Cause,
  serverError: ServerError | null,
  context: DiagnosisContext,
): Diagnosis {
  const row = rows.find(({ when }) => when(failure, context))
  if (row === undefined) throw new Error(`no diagnosis for ${cause.kind} ${cause.value}`)
  const said = row.say(failure, context)
  const detail = serverError === null ? null : redact(serverWords(serverError), context)
  return {
    code: row.code,
    cause,
    fields: said.fields,
    summary: said.summary,
    remedy: said.remedy,
    actions: said.actions ?? [],
    ...(said.help === undefined ? {} : { help: said.help }),
    ...(detail === null ? {} : { detail }),
  }
}

const serverWords = ({ severity, sqlstate, message, detail, hint }: ServerError): string =>
  [`${severity} ${sqlstate}: ${message}`, detail, hint].filter((line) => line !== null && line !== '').join('\n')

/** A server never repeats a password, but something that imitates one may. */
function redact(words: string, { settings }: DiagnosisContext): string {
  return [settings.password, settings.sslkey, settings.sslpassword]
    .filter((secret) => secret !== null && secret.length >= 3)
    .reduce<string>((text, secret) => text.replaceAll(secret ?? '', '•••'), words)
}
