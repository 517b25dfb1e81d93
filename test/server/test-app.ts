import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { findConnector } from '../../src/connectors/index.ts'
import type { TestEvent } from '../../src/core/connection.ts'
import type { RunContext } from '../../src/runs/context.ts'
import { type AppParts, buildApp } from '../../src/server/app.ts'
import { loadContent } from '../../src/server/content.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore } from '../../src/store/open-store.ts'
import { startServer, type TestServer } from '../support/servers.ts'

export interface TestApp {
  readonly app: FastifyInstance
  readonly context: RunContext
  /** The Postgres that holds the state, and that tests may connect to. */
  readonly server: TestServer
  /** Everything the app logged. */
  readonly log: string[]
  /** All rows of all state tables, as text. */
  storedRows(): Promise<string>
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

const contentRoot = path.resolve(import.meta.dirname, '../../content')

export async function startTestApp(parts: Partial<AppParts> = {}, extraContent?: string): Promise<TestApp> {
  const server = await startServer()
  const keyring = toKeyring([randomBytes(32)])
  const store = await openStore({
    url: `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/postgres`,
    keyring,
  })
  const content = loadContent(extraContent === undefined ? [contentRoot] : [contentRoot, extraContent])
  const context: RunContext = { store, keyring, forms: content, findConnector }
  const log: string[] = []
  const app = await buildApp({
    context,
    content: () => content,
    demo: () => null,
    version: '0.0.0',
    instance: 'test',
    webRoot: null,
    log: { level: 'info', stream: { write: (line) => log.push(line) } },
    ...parts,
  })
  return {
    app,
    context,
    server,
    log,
    async storedRows() {
      const tables = await server.sql(`select tablename from pg_tables where schemaname = 'patchbay'`)
      const texts = await Promise.all(
        tables.map(({ tablename }) => server.sql(`select t::text as row from patchbay.${tablename} t`)),
      )
      return texts
        .flat()
        .map(({ row }) => String(row))
        .join('\n')
    },
    call(method, url, body, headers = {}) {
      const options: InjectOptions = { method, url, headers: { host: '127.0.0.1:4780', ...headers } }
      if (body === undefined) return app.inject(options)
      return app.inject(json(options, typeof body === 'string' ? body : JSON.stringify(body)))
    },
    async close() {
      await app.close()
      await store.close()
      await server.stop()
    },
  }
}

function json(options: InjectOptions, payload: string): InjectOptions {
  return { ...options, payload, headers: { 'content-type': 'application/json', ...options.headers } }
}

export interface ServerSentEvent {
  readonly id: string
  readonly event: string
  readonly data: TestEvent
}

/** An event stream's text as events. */
export function parseEvents(text: string): ServerSentEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
      return { id: fields.id, event: fields.event, data: JSON.parse(fields.data) }
    })
}

/** A folder with the given files. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-content-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return folder
}
