import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { DemoConnection } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import type { RunContext } from '../runs/context.ts'
import type { FormCatalog } from '../runs/form-catalog.ts'
import { buildApp } from './app.ts'
import { renderContentProblem } from './connection-schema.ts'
import { type Content, loadContent, watchContent } from './content.ts'
import type { AppLog } from './log.ts'

export interface ServerOptions {
  /** With a store that is open; the server does not close it. */
  readonly context: Omit<RunContext, 'forms'>
  /** The content folders, later ones first in rank. */
  readonly contentRoots: readonly string[]
  /** Folder of the built page. */
  readonly webRoot: string
  /** Null until the demo server is ready. */
  readonly demo: () => DemoConnection | null
  readonly version: string
  /** `127.0.0.1` unless the admin said otherwise. */
  readonly host: string
  /** Further names that it is reached by, as through a proxy. */
  readonly allowedHosts: readonly string[]
  /** The first port to try; the next free one is taken. 0 takes any. */
  readonly port: number
  /** Reads content again when a file changes. */
  readonly watchContent: boolean
  /** Warnings and errors go to standard error unless told. */
  readonly log?: AppLog
  /** Told once per problem in the content, when it is read. */
  readonly onContentProblem: (text: string) => void
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:4600`. */
  readonly url: string
  /** Cancels running tests and stops listening. */
  close(): Promise<void>
}

/** Builds the app and listens. Throws an AppError where no address can be had or a content folder is not there. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let content = readContent(options)
  const stopWatching = options.watchContent
    ? watchContent(options.contentRoots, () => {
        content = readContent(options)
      })
    : () => undefined
  const app = await buildApp({
    context: { ...options.context, forms: formCatalog(() => content) },
    content: () => content,
    demo: options.demo,
    version: options.version,
    instance: randomUUID(),
    webRoot: existsSync(path.join(options.webRoot, 'index.html')) ? options.webRoot : null,
    names: [options.host, ...options.allowedHosts],
    log: options.log ?? { level: 'warn', stream: process.stderr },
  })
  try {
    const url = await listen(app, options.host, options.port)
    return {
      url,
      async close() {
        stopWatching()
        await app.close()
      },
    }
  } catch (error) {
    stopWatching()
    await app.close()
    throw error
  }
}

/** Content folders as the use cases see them. */
function formCatalog(content: () => Content): FormCatalog {
  return { find: (id) => content().find(id) }
}

function readContent({ contentRoots, onContentProblem }: ServerOptions): Content {
  for (const root of contentRoots) {
    if (existsSync(root)) continue
    throw new AppError('CONTENT_UNUSABLE', `There is no content folder ${root}.`, {
      hint: 'Give --content a folder that holds a folder for each connector.',
    })
  }
  const content = loadContent(contentRoots)
  for (const problem of content.problems) onContentProblem(`${problem.severity}: ${renderContentProblem(problem)}`)
  return content
}

const portsToTry = 50

async function listen(app: FastifyInstance, host: string, firstPort: number): Promise<string> {
  for (let port = firstPort; port < Math.min(firstPort + portsToTry, 65_536); port++) {
    try {
      await app.listen({ host, port })
      return toUrl(app.server.address() as AddressInfo)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EADDRINUSE' && firstPort !== 0) continue
      throw new AppError('INPUT_UNREADABLE', `Cannot listen on ${host}, port ${port}.`, {
        details: code ?? 'unknown error',
        hint: 'Choose another --host or --port.',
        cause: error,
      })
    }
  }
  throw new AppError('INPUT_UNREADABLE', `No free port between ${firstPort} and ${firstPort + portsToTry - 1}.`, {
    hint: 'Choose another --port.',
  })
}

function toUrl({ address, family, port }: AddressInfo): string {
  // An address for everybody is no address to open.
  const open = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return family === 'IPv6' && open !== '127.0.0.1' ? `http://[${open}]:${port}` : `http://${open}:${port}`
}
