#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DemoConnection } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import { toConnectorId } from '../core/ids.ts'
import { toStateError } from '../core/state-error.ts'
import type { RunContext } from '../runs/context.ts'
import type { Keyring } from '../store/keyring.ts'
import { reportFailure } from './failure.ts'
import { handleInterruptions } from './interruption.ts'
import type { Parts, RunningServer, ServerOptions, State } from './parts.ts'
import { runProgram } from './program.ts'
import { harmless, toleratePipeEnd, toTerminal } from './terminal.ts'

const connector = toConnectorId('postgres')
const contentDirectory = fileURLToPath(new URL('../../content', import.meta.url))

// Everything is imported where it is used: most commands need little of it.
const parts: Parts = {
  textFormats: async () => (await settings()).loadTextFormats(),
  copyFormats: async () => (await settings()).loadCopyFormats(),
  describeTarget: async (form) => (await settings()).describeTarget(form),
  async settingsProblems(id, form) {
    const { connectorSettings } = await import('../connectors/settings-registry.ts')
    const parsed = connectorSettings(id)?.parseSettings(form)
    return parsed === undefined || parsed.ok ? [] : parsed.error
  },
  async testForm(form, limits) {
    const [{ testForm }, { findConnector }, catalog, keyring] = await Promise.all([
      import('../runs/test-connection.ts'),
      import('../connectors/index.ts'),
      forms(),
      presentKeyring(),
    ])
    return await testForm({ forms: catalog, keyring, findConnector }, connector, form, limits)
  },
  async extractForm(form, limits) {
    const [{ extractForm }, { findConnector }, catalog] = await Promise.all([
      import('../runs/extract-form.ts'),
      import('../connectors/index.ts'),
      forms(),
    ])
    return await extractForm({ forms: catalog, findConnector }, connector, form, limits)
  },
  async previewScope(form, signal) {
    const [{ previewFormScope }, { findConnector }, catalog] = await Promise.all([
      import('../runs/preview-scope.ts'),
      import('../connectors/index.ts'),
      forms(),
    ])
    return await previewFormScope({ forms: catalog, findConnector }, connector, form, signal)
  },
  async readUsage(form, limits) {
    const [{ readFormUsage }, { findConnector }, catalog] = await Promise.all([
      import('../runs/read-usage.ts'),
      import('../connectors/index.ts'),
      forms(),
    ])
    return await readFormUsage({ forms: catalog, findConnector }, connector, form, limits)
  },
  async profileForm(form, limits) {
    const [{ profileForm }, { findConnector }, catalog] = await Promise.all([
      import('../runs/profile.ts'),
      import('../connectors/index.ts'),
      forms(),
    ])
    return await profileForm({ forms: catalog, findConnector }, connector, form, limits)
  },
  async runChecks(form, checks, limits) {
    const [{ runFormChecks }, { findConnector }, catalog] = await Promise.all([
      import('../runs/quality/run-checks.ts'),
      import('../connectors/index.ts'),
      forms(),
    ])
    return await runFormChecks({ forms: catalog, findConnector }, connector, form, checks, limits)
  },
  async readLineage(request) {
    const { findConnector } = await import('../connectors/index.ts')
    const found = findConnector(connector)
    if (found === null) throw new Error('the Postgres connector is not registered')
    return found.readLineage(request)
  },
  async ddlRenderer(id) {
    const { findConnector } = await import('../connectors/index.ts')
    const found = findConnector(id)
    if (found !== null) return await found.loadDdl()
    throw new AppError('CONNECTOR_NOT_FOUND', 'The snapshot is of a kind of server that is not known here.')
  },
  async writeAccessScript(request) {
    const [{ writeAccessScript }, { findConnector }] = await Promise.all([
      import('../runs/write-access-script.ts'),
      import('../connectors/index.ts'),
    ])
    return writeAccessScript({ findConnector }, connector, request)
  },
  dataDirectory: async () => (await keySource()).dataDirectory,
  describeKey,
  describeEmbedded,
  describeContent,
  startServer,
  startWorker,
  openState,
}

async function settings() {
  const { connectorSettings } = await import('../connectors/settings-registry.ts')
  const found = connectorSettings(connector)
  if (found === null) throw new Error('the Postgres connector is not registered')
  return found
}

async function forms() {
  const [{ readForms }, { ContentError, readConnectionSchema }] = await Promise.all([
    import('./read-forms.ts'),
    import('../server/connection-schema.ts'),
  ])
  const readText = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
  return readForms(contentDirectory, (file, root) => {
    try {
      return readConnectionSchema(file, root, readText)
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      throw new AppError('CONTENT_UNUSABLE', 'The form cannot be used.', { details: error.message, cause: error })
    }
  })
}

async function keySource() {
  const { dataDirectory } = await import('../embedded/data-directory.ts')
  return { dataDirectory: dataDirectory(), env: process.env }
}

/** The installation's keys where there are any. A test of a form stores nothing, so that a passing key does as well. */
async function presentKeyring() {
  const { passingKeyring, readKeyring } = await import('../store/installation-key.ts')
  try {
    return (await readKeyring(await keySource())) ?? passingKeyring()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return passingKeyring()
  }
}

async function describeKey(): Promise<string> {
  const { readKeyring } = await import('../store/installation-key.ts')
  const keyring = await readKeyring(await keySource())
  return keyring === null ? 'made when the first state is opened' : `${keyring.primary.id}, ${keyring.keys.size} in all`
}

async function describeEmbedded(): Promise<string | null> {
  if (process.env.DATABASE_URL) return null
  const [{ embeddedBinaries }, { serverUser }, { tmpdir }] = await Promise.all([
    import('../embedded/binaries.ts'),
    import('../embedded/server-user.ts'),
    import('node:os'),
  ])
  const { version } = await embeddedBinaries(await serverUser(), tmpdir())
  return `Postgres ${version}`
}

async function describeContent(): Promise<string> {
  const { loadContent } = await import('../server/content.ts')
  const { connectors, problems } = loadContent([contentDirectory])
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0) {
    throw new AppError('CONTENT_UNUSABLE', 'Files below content/ are broken.', {
      details: errors.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
      hint: 'Correct the files, or install again.',
    })
  }
  return connectors.map((found) => found.title).join(', ')
}

async function openState(): Promise<State> {
  const [services, { testService }, { extractService }, { openKeyring }, { findConnector }] = await Promise.all([
    import('../runs/services.ts'),
    import('../runs/test-connection.ts'),
    import('../runs/extract-form.ts'),
    import('../store/installation-key.ts'),
    import('../connectors/index.ts'),
  ])
  const source = await keySource()
  const server = await stateServer(source.dataDirectory)
  const close = async () => server.stop()
  try {
    const keyring = await openKeyring(source)
    const store = await openStateStore(server.url, keyring)
    const context = { store, keyring, findConnector, forms: await forms() }
    const { stateCatalog } = await import('./catalog/state-catalog.ts')
    const { stateChecks } = await import('./check/state-checks.ts')
    const { stateRetention } = await import('./retention/state-retention.ts')
    const { stateRuns } = await import('./runs/state-runs.ts')
    const { stateSchedules } = await import('./schedules/state-schedules.ts')
    const { stateTests } = await import('./tests/state-tests.ts')
    const { stateUsage } = await import('./usage/state-usage.ts')
    return {
      runs: stateRuns(context),
      tests: stateTests(context),
      usage: stateUsage(context),
      checks: stateChecks(context),
      schedules: stateSchedules(context),
      retention: stateRetention(context),
      catalog: stateCatalog(context),
      listServices: () => services.listServices(context),
      readService: (id) => services.showService(context, id),
      createService: (input) => services.createService(context, input),
      deleteService: (id) => services.deleteService(context, id),
      testService: (id, password, limits) => testService(context, id, password, 'command', limits),
      extractService: (id, password, limits) => extractService(context, id, password, limits),
      async previewServiceScope(id, password, signal) {
        const { previewServiceScope } = await import('../runs/preview-scope.ts')
        return await previewServiceScope(context, id, password, signal)
      },
      async namedSnapshot(id, name) {
        const { findNamedSnapshot, loadSnapshotOf } = await import('../runs/stored-snapshot.ts')
        return await loadSnapshotOf(context, (await findNamedSnapshot(context, id, name)).id)
      },
      async readServiceUsage(id, password, limits) {
        const { readServiceUsage } = await import('../runs/read-usage.ts')
        return await readServiceUsage(context, id, password, limits)
      },
      async profileService(id, password, limits) {
        const { profileService } = await import('../runs/profile.ts')
        return await profileService(context, id, password, limits)
      },
      async runServiceChecks(id, password, checks, limits) {
        const { runServiceChecks } = await import('../runs/quality/run-checks.ts')
        return await runServiceChecks(context, id, password, checks, limits)
      },
      async close() {
        await store.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function openStateStore(url: string, keyring: Keyring) {
  const [{ openStore }, { hashService }] = await Promise.all([
    import('../store/open-store.ts'),
    import('../runs/services.ts'),
  ])
  return await openStore({ url, keyring, hashForm: (service) => hashService(keyring, service) })
}

async function startServer({ dataDirectory, content, ...address }: ServerOptions): Promise<RunningServer> {
  const [server, { openKeyring }, { findConnector }] = await Promise.all([
    import('../server/start-server.ts'),
    import('../store/installation-key.ts'),
    import('../connectors/index.ts'),
  ])
  const postgres = await stateServer(dataDirectory)
  const ends: (() => Promise<void>)[] = [() => postgres.stop()]
  // Each step ends what came before it, the last one first.
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    const keyring = await openKeyring({ dataDirectory, env: process.env })
    const store = await openStateStore(postgres.url, keyring)
    ends.push(() => store.close())
    const demo = startDemoBeside(dataDirectory)
    ends.push(demo.stop)
    const running = await server.startServer({
      context: { store, keyring, findConnector },
      contentRoots: [contentDirectory, ...(content === null ? [] : [content])],
      webRoot: fileURLToPath(new URL('../web', import.meta.url)),
      demo: demo.connection,
      version,
      ...address,
      // What comes along does not change; an admin at work on a connector wants to see it.
      watchContent: content !== null,
      onContentProblem: warn,
    })
    ends.push(() => running.close())
    // The page is there first; runs that wait are taken up a moment later.
    const worker = workBeside({ store, keyring, findConnector, forms: await forms() })
    ends.push(worker.stop)
    return { address: running.url, close }
  } catch (error) {
    await close()
    throw error
  }
}

const runsBesideServer = 2

function workBeside(context: RunContext) {
  const starting = import('../runs/worker.ts').then(({ startWorker: start }) =>
    start(context, { concurrency: runsBesideServer, onProblem: warnOfRun }),
  )
  const started = starting.catch((error: unknown) => {
    warnOfRun(error)
    return null
  })
  return { stop: async () => (await started)?.stop() }
}

async function startWorker({ concurrency }: { readonly concurrency: number }): Promise<{ close(): Promise<void> }> {
  const [{ startWorker: start }, { openKeyring }, { findConnector }] = await Promise.all([
    import('../runs/worker.ts'),
    import('../store/installation-key.ts'),
    import('../connectors/index.ts'),
  ])
  const source = await keySource()
  const server = await stateServer(source.dataDirectory)
  try {
    const keyring = await openKeyring(source)
    const store = await openStateStore(server.url, keyring)
    const context = { store, keyring, findConnector, forms: await forms() }
    const worker = await start(context, { concurrency, onProblem: warnOfRun })
    return {
      async close() {
        await worker.stop()
        await store.close()
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Of a bug its place and not its words, which may quote anything. */
function warnOfRun(error: unknown): void {
  const known = toStateError(error)
  if (known instanceof AppError) {
    warn(`${known.message} ${known.hint ?? ''}`.trim())
    return
  }
  const at = known instanceof Error ? (known.stack ?? '').split('\n').find((line) => /^\s+at /.test(line)) : undefined
  warn(`Something went wrong in a run: ${known instanceof Error ? known.name : typeof known}${at ?? ''}`)
}

/** The demo takes its time on first use; the page is there before it. */
function startDemoBeside(dataDirectory: string) {
  let connection: DemoConnection | null = null
  const starting = import('../embedded/demo/start-demo.ts').then(({ startDemo }) => startDemo(dataDirectory))
  const started = starting.then(
    (demo) => {
      connection = { available: true, name: demo.name, connector, settings: demo.settings }
      return demo
    },
    (error: unknown) => {
      warn(`The demo server did not start: ${error instanceof AppError ? error.message : 'unexpected error'}`)
      return null
    },
  )
  return {
    connection: () => connection,
    // While it is still being filled nobody waits for it: it ends with the process.
    stop: async () => {
      if (connection !== null) await (await started)?.stop()
    },
  }
}

function warn(text: string): void {
  toTerminal(process.stderr).line(harmless(text))
}

/** The Postgres that holds the state: DATABASE_URL's, or the embedded one. */
async function stateServer(dataDirectory: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { DATABASE_URL: url } = process.env
  if (url) return { url, stop: () => Promise.resolve() }
  const { startEmbedded } = await import('../embedded/start-embedded.ts')
  return await startEmbedded({ dataDirectory, name: 'state' })
}

process.on('uncaughtException', (error) => {
  process.exit(reportFailure(error, false, toTerminal(process.stdout), toTerminal(process.stderr)))
})
handleInterruptions()
toleratePipeEnd([process.stdout, process.stderr], () => process.exit())
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const code = await runProgram(process.argv.slice(2), parts, version)
// What is still under way, such as filling the demo, does not hold the command back.
process.stdout.write('', () => process.exit(code))
