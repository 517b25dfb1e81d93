import type { Finding, StageSignal } from '../../run-stages.ts'
import { asStage, type Probe, type World } from './world.ts'

/**
 * Begins a probe before its stage has its turn, so that what it asks goes to the server together with what the others
 * ask. The server answers in the order of the stages: a stage that has its turn waits for nothing but its own answers.
 * Returns the probe for its stage, whose signal then ends it.
 */
export function beginEarly(
  world: World,
  probe: Probe,
  testSignal: AbortSignal,
): (signal: StageSignal) => Promise<Finding> {
  const own = new AbortController()
  const endWith = (signal: AbortSignal) => {
    if (signal.aborted) own.abort(signal.reason)
    else signal.addEventListener('abort', () => own.abort(signal.reason), { once: true })
  }
  endWith(testSignal)
  const finding = asStage(world, probe)(own.signal)
  finding.catch(() => {
    // Heard by the stage, unless the test ended before its turn.
  })
  return async (signal) => {
    endWith(signal)
    return await finding
  }
}
