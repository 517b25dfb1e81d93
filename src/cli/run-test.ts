import type { TestEvent, TestReport } from '../core/connection.ts'
import { AppError } from '../core/error.ts'
import { type ServiceId, toFieldPath } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { listenForInterruption } from './interruption.ts'
import { importLibpqFiles, type LibpqFileOptions } from './libpq-files/import-libpq-files.ts'
import type { Parts, State, TestLimits } from './parts.ts'
import { hasPassword, promptForPassword, readPasswordFromStdin, withPassword } from './password.ts'
import { findByName, withState } from './services/with-state.ts'
import { readTarget, type Target } from './target.ts'
import { harmless, type Terminal } from './terminal.ts'
import { followTest } from './timeline.ts'

export interface RunTestOptions extends LibpqFileOptions {
  readonly passwordStdin?: true
  /** Milliseconds, both. */
  readonly stageTimeout?: number
  readonly timeout?: number
}

/**
 * Tests what TARGET names, telling each stage as it happens; `target` is where it points, empty where nothing says so.
 * Throws an AppError for an unusable target.
 */
export async function runTest(
  text: string | undefined,
  options: RunTestOptions,
  parts: Parts,
  progress: Terminal,
): Promise<{ readonly report: TestReport; readonly target: string }> {
  const target = await withLibpqFiles(await readOptionalTarget(text, options, parts), options, parts, progress)
  const typed = options.passwordStdin === true ? await readPasswordFromStdin() : null
  const ready = target.kind === 'form' ? { ...target, form: await completeForm(target.form, typed) } : target
  if (target.kind === 'form') for (const note of target.notes) progress.line(harmless(note))
  const words = ready.kind === 'service' ? ready.name : await parts.describeTarget(ready.form)
  progress.line(`Testing ${words === '' ? 'a connection without a host' : harmless(words)}\n`)
  return { report: await testTarget(ready, typed, options, parts, followTest(progress)), target: words }
}

/** A service of a service file may say it all. */
async function readOptionalTarget(text: string | undefined, options: RunTestOptions, parts: Parts): Promise<Target> {
  if (text !== undefined) return await readTarget(text, parts)
  if (options.service !== undefined) return { kind: 'form', form: {}, notes: [] }
  throw new AppError('INPUT_UNREADABLE', 'Nothing says what to test.', {
    hint: 'Give a connection string, a file, the name of a service, or --service NAME.',
  })
}

async function withLibpqFiles(
  target: Target,
  options: LibpqFileOptions,
  parts: Parts,
  progress: Terminal,
): Promise<Target> {
  const { passfile, service, serviceFile } = options
  if (passfile === undefined && service === undefined && serviceFile === undefined) return target
  if (target.kind === 'service') {
    throw new AppError('INPUT_UNREADABLE', 'A saved service has its own settings.', {
      hint: 'Use --service and --passfile with a connection string or a file.',
    })
  }
  const form = await importLibpqFiles(target.form, options, parts, (message) => progress.line(harmless(message)))
  return { ...target, form }
}

/** Puts in the password from wherever it is. What the file or the connection string says comes before the environment. */
export async function completeForm(form: JsonObject, typed: string | null): Promise<JsonObject> {
  if (typed !== null) return withPassword(form, typed)
  if (hasPassword(form)) return form
  const { PATCHBAY_PASSWORD: fromEnvironment } = process.env
  if (fromEnvironment) return withPassword(form, fromEnvironment)
  if (!process.stdin.isTTY || !process.stderr.isTTY) return withPassword(form, null)
  const user = typeof form.username === 'string' ? ` for ${harmless(form.username)}` : ''
  return withPassword(form, await promptForPassword(`Password${user} (Enter for none): `))
}

async function testTarget(
  target: Target,
  typed: string | null,
  options: RunTestOptions,
  parts: Parts,
  emit: (event: TestEvent) => void,
): Promise<TestReport> {
  const interruption = listenForInterruption()
  const limits: TestLimits = {
    signal: interruption.signal,
    emit,
    ...(options.stageTimeout === undefined ? {} : { stageDeadlineMs: options.stageTimeout }),
    ...(options.timeout === undefined ? {} : { testDeadlineMs: options.timeout }),
  }
  try {
    if (target.kind === 'form') return await parts.testForm(target.form, limits)
    return await withState(parts, async (state) => {
      const { id } = await findByName(state, target.name)
      return await state.testService(id, typed ?? (await passwordFor(id, state)), limits)
    })
  } finally {
    interruption.release()
  }
}

/** PATCHBAY_PASSWORD for a service without a stored password that may be used; null leaves it to what is stored. */
export async function passwordFor(id: ServiceId, state: State): Promise<string | null> {
  const { PATCHBAY_PASSWORD: fromEnvironment } = process.env
  if (!fromEnvironment) return null
  const { storedSecrets } = await state.readService(id)
  return storedSecrets.includes(toFieldPath(['password'])) ? null : fromEnvironment
}
