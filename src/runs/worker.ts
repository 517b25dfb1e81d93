import type { RunId } from '../core/ids.ts'
import type { RunContext } from './context.ts'
import { type AbortReason, performRun } from './perform-run.ts'
import { hasEnded, processPlace } from './process-place.ts'
import { pruneAll } from './retention.ts'
import { startDueRuns } from './schedules.ts'

export interface WorkerOptions {
  /** Runs at one time; of a service there is one at most anyway. */
  readonly concurrency: number
  /** Told of bugs, and of a state that was lost. */
  readonly onProblem: (error: unknown) => void
  /** Milliseconds between two signs of life; 2,000 unless told. */
  readonly beatMs?: number
  /** Milliseconds of silence after which a worker is held for dead; 15,000 unless told. */
  readonly deadAfterMs?: number
}

export interface Worker {
  /** Gives back what is under way, to be done by others or after the next start, and leaves. */
  stop(): Promise<void>
}

/** Takes its share of this installation's runs, and starts those that are due. */
export async function startWorker(context: RunContext, options: WorkerOptions): Promise<Worker> {
  const { beatMs = 2_000, deadAfterMs = deadAfter } = options
  let member = await join(context, options)
  let isStopping = false
  let pruneAt = Date.now() + firstPruneMs
  let beating: Promise<void> = Promise.resolve()

  const beat = async (): Promise<void> => {
    const { workers } = context.store
    if (member.isOver() || !(await workers.beat(member.id))) {
      // Others have taken the work over, or the queue's connection broke: begin anew, under a new name.
      await member.end('lost')
      if (!isStopping) member = await join(context, options)
    }
    await member.cancelWanted()
    await workers.buryDead(deadAfterMs, await processPlace(), hasEnded)
    await startDueRuns(context)
    if (Date.now() >= pruneAt) {
      pruneAt = Date.now() + pruneEveryMs
      await pruneAll(context)
    }
  }
  let wasWell = true
  const beatOnce = async (): Promise<void> => {
    try {
      await beat()
      wasWell = true
    } catch (error) {
      // A state that stays away is told of once.
      if (wasWell) options.onProblem(error)
      wasWell = false
    }
  }
  beating = beatOnce()
  const timer = setInterval(() => {
    beating = beating.then(beatOnce)
  }, beatMs)

  return {
    async stop() {
      isStopping = true
      clearInterval(timer)
      await beating
      await member.end('stopping')
    },
  }
}

/** A service is pruned after each of its runs; this is for those that have none, and for rules that changed. */
const pruneEveryMs = 3_600_000
const firstPruneMs = 60_000

/** Milliseconds of silence after which a worker is held for dead, unless told otherwise. */
export const deadAfter = 15_000

interface Member {
  readonly id: string
  isOver(): boolean
  /** Aborts those of its runs that somebody wants cancelled. */
  cancelWanted(): Promise<void>
  end(reason: AbortReason): Promise<void>
}

/** One membership among the workers: a name, its runs under way, and its threads of work in the queue. */
async function join(context: RunContext, { concurrency, onProblem }: WorkerOptions): Promise<Member> {
  const { runs, workers, signals, startJobWorker } = context.store
  const id = crypto.randomUUID()
  const underWay = new Map<RunId, AbortController>()
  let isOver = false
  let ending: AbortReason | null = null

  const begin = (run: RunId, abort: AbortController) => {
    underWay.set(run, abort)
    if (ending !== null) abort.abort(ending)
    return () => underWay.delete(run)
  }
  const cancelWanted = async (): Promise<void> => {
    if (underWay.size === 0) return
    for (const run of await runs.toCancel(id)) underWay.get(run)?.abort('cancelled' satisfies AbortReason)
  }
  const jobs = await startJobWorker({
    concurrency,
    perform: (run) => performRun(context, run, { workerId: id, begin, onBug: onProblem }),
  })
  await workers.join(id, { queueWorkers: jobs.queueWorkers, place: await processPlace(), pid: process.pid })
  void jobs.ended.catch(onProblem).finally(() => {
    isOver = true
  })
  const unwatch = signals.watch((run) => {
    if (underWay.has(run)) void cancelWanted().catch(onProblem)
  })
  return {
    id,
    isOver: () => isOver,
    cancelWanted,
    async end(reason) {
      ending = reason
      unwatch()
      for (const abort of underWay.values()) abort.abort(reason)
      await jobs.stop()
      await workers.leave(id)
    },
  }
}
