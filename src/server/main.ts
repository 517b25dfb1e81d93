import { fileURLToPath } from 'node:url'
import { findConnector } from '../connectors/index.ts'
import type { DemoConnection } from '../core/api.ts'
import { toConnectorId } from '../core/ids.ts'
import { startDemo } from '../embedded/demo/start-demo.ts'
import { startEmbedded } from '../embedded/start-embedded.ts'
import { openKeyring } from '../store/installation-key.ts'
import { openStore } from '../store/open-store.ts'
import { type RunningServer, startServer } from './start-server.ts'

export interface PatchbayOptions {
  readonly host: string
  /** The first port to try; 0 takes any. */
  readonly port: number
  readonly dataDirectory: string
  /** A folder with further connectors, or others in place of shipped ones. */
  readonly content: string | null
  readonly version: string
  /** `DATABASE_URL`, `PATCHBAY_KEY`, `PATCHBAY_KEY_FILE`; `PATCHBAY_DEMO=off` leaves the demo server out. */
  readonly env: NodeJS.ProcessEnv
  /** Told what an admin should know while it runs, a line at a time. */
  readonly notify: (line: string) => void
}

const shippedContent = fileURLToPath(new URL('../../content', import.meta.url))
const builtPage = fileURLToPath(new URL('../web', import.meta.url))

/** The whole product: state, API, page and demo server. Throws an AppError where it cannot start, leaving nothing behind. */
export async function startPatchbay(options: PatchbayOptions): Promise<RunningServer> {
  const { dataDirectory, env } = options
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }
  try {
    const keyring = await openKeyring({ dataDirectory, env })
    const state = env.DATABASE_URL ? null : await startEmbedded({ dataDirectory, name: 'state' })
    if (state !== null) closers.push(() => state.stop())
    const store = await openStore({ url: state?.url ?? env.DATABASE_URL ?? '', keyring })
    closers.push(() => store.close())
    const demo = env.PATCHBAY_DEMO === 'off' ? null : beginDemo(options)
    if (demo !== null) closers.push(() => demo.stop())
    const server = await startServer({
      context: { store, keyring, findConnector },
      contentRoots: options.content === null ? [shippedContent] : [shippedContent, options.content],
      webRoot: builtPage,
      demo: () => demo?.connection() ?? null,
      version: options.version,
      host: options.host,
      port: options.port,
      watchContent: true,
      log: { level: 'warn', stream: { write: (line) => options.notify(line.trimEnd()) } },
      onContentProblem: options.notify,
    })
    closers.push(() => server.close())
    return { url: server.url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Starts the demo server without waiting: it fills itself for some seconds the first time. */
function beginDemo({ dataDirectory, notify }: PatchbayOptions) {
  let ready: DemoConnection | null = null
  const starting = startDemo(dataDirectory).then(
    (server) => {
      ready = { available: true, name: server.name, connector: toConnectorId('postgres'), settings: server.settings }
      return server
    },
    (error: unknown) => {
      notify(`The demo server did not start: ${error instanceof Error ? error.message : String(error)}`)
      return null
    },
  )
  return {
    connection: (): DemoConnection | null => ready,
    async stop() {
      ready = null
      await (await starting)?.stop()
    },
  }
}
