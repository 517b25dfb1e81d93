import { err, ok, type Result } from '../../../core/result.ts'
import { type Connection, type ConnectOptions, QueryFailure } from '../connection.ts'
import type { TargetSessionAttrs } from '../settings/settings.ts'
import { failInterrupted, failStep, type StepFailure } from './step-failure.ts'
import { waitFor } from './wait.ts'

/** Is this the kind of server that `target_session_attrs` asks for? */
export async function fitsSession(
  connection: Connection,
  wanted: TargetSessionAttrs,
  { signal, stepDeadlineMs }: ConnectOptions,
): Promise<Result<boolean, StepFailure>> {
  if (wanted === 'any' || wanted === 'prefer-standby') return ok(true)
  const answer = await waitFor<Result<Attributes, QueryFailure>>({ signal, deadlineMs: stepDeadlineMs }, (settle) => {
    readAttributes(connection).then(
      (attributes) => settle(ok(attributes)),
      (error: unknown) => settle(err(error instanceof QueryFailure ? error : unexpected(error))),
    )
    return () => undefined
  })
  if (!answer.ok) return failInterrupted('open', answer.error)
  if (!answer.value.ok) {
    const { reason, serverError } = answer.value.error
    return failStep('open', reason, { serverError })
  }
  const { standby, readOnly } = answer.value.value
  const fits = { 'read-write': !readOnly, 'read-only': readOnly, primary: !standby, standby }
  return ok(fits[wanted])
}

interface Attributes {
  readonly standby: boolean
  readonly readOnly: boolean
}

/** Servers from 14 on say it at login; older ones are asked. */
async function readAttributes({ parameters, query }: Connection): Promise<Attributes> {
  const { in_hot_standby: told, default_transaction_read_only: byDefault } = parameters
  if (told !== undefined && byDefault !== undefined) {
    return { standby: told === 'on', readOnly: told === 'on' || byDefault === 'on' }
  }
  const { rows } = await query(
    "select pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on'",
  )
  const [standby, readOnly] = rows[0] ?? []
  return { standby: standby === 't', readOnly: standby === 't' || readOnly === 't' }
}

const unexpected = (error: unknown): QueryFailure =>
  new QueryFailure({ kind: 'protocol', value: 'CLOSED' }, null, { cause: error })
