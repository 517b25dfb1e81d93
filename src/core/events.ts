import type { RunOrigin, RunProgress, RunReason, RunResult, RunState } from './runs.ts'

/**
 * Everything that can be observed of a run. `seq` grows within a run and is the id of the server-sent event, so that a
 * reader who was away resumes where it was; of progress only the latest is kept.
 */
export type RunEvent = { readonly seq: number /** ISO 8601, UTC. */; readonly at: string } & RunEventBody

export type RunEventBody =
  | { readonly type: 'queued'; readonly origin: RunOrigin }
  | { readonly type: 'started'; readonly attempt: number }
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'cancel-requested' }
  /** The worker was lost or stopped; the run is done again from its beginning. */
  | { readonly type: 'interrupted'; readonly because: 'worker lost' | 'worker stopped' }
  | {
      readonly type: 'ended'
      readonly state: Extract<RunState, 'succeeded' | 'failed' | 'cancelled'>
      readonly reason: RunReason | null
      readonly result: RunResult | null
    }
