import { type Kysely, sql, type Transaction } from 'kysely'
import type { RunEventBody } from '../core/events.ts'
import type { RunId, ServiceId } from '../core/ids.ts'
import type { Database } from './schema.ts'

/** A run somebody performs. Once another attempt has begun, nothing more can be written for this one. */
export interface HeldRun {
  readonly id: RunId
  readonly serviceId: ServiceId
  readonly attempt: number
}

/** The run was taken over, or its service deleted: whoever performs it stops and leaves everything as it is. */
export class RunLostError extends Error {
  constructor(id: RunId) {
    super(`run ${id} is no longer ours`)
    this.name = 'RunLostError'
  }
}

export type Connection = Kysely<Database> | Transaction<Database>

/** Channel on which the state's processes tell each other that something happened to a run; the payload is its id. */
export const runChannel = 'patchbay_runs'

/** Appends an event and wakes whoever watches the run, once the transaction is committed. */
export async function recordEvent(db: Connection, id: RunId, event: RunEventBody): Promise<void> {
  await sql`
    with next as (update patchbay.runs set last_seq = last_seq + 1 where id = ${id} returning last_seq),
    added as (
      insert into patchbay.run_events (run_id, seq, event)
      select ${id}, last_seq, ${JSON.stringify(event)} from next
    )
    select pg_notify(${runChannel}, ${id}) from next`.execute(db)
}

/** Keeps the run ours until the transaction ends. Throws {@link RunLostError}. */
export async function holdRun(tx: Transaction<Database>, { id, attempt }: HeldRun): Promise<void> {
  const row = await tx
    .selectFrom('runs')
    .select('id')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new RunLostError(id)
}
