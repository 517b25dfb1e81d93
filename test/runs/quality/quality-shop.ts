import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { expect } from 'vitest'
import type { Connector, ProfileOptions } from '../../../src/connectors/connector.ts'
import { findConnector } from '../../../src/connectors/index.ts'
import { type ServiceId, toConnectorId } from '../../../src/core/ids.ts'
import { isEnded, type Run, type RunKind } from '../../../src/core/runs.ts'
import type { RunContext } from '../../../src/runs/context.ts'
import { startRun } from '../../../src/runs/runs.ts'
import { startWorker } from '../../../src/runs/worker.ts'
import { loadContent } from '../../../src/server/content.ts'
import { toKeyring } from '../../../src/store/keyring.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { type ServerOptions, startServer, type TestServer } from '../../support/servers.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** A state, and a saved service whose database `shop` the role `reader` opens. */
export interface QualityShop {
  readonly context: RunContext
  readonly service: ServiceId
  readonly source: TestServer
  readonly onProblem: (error: unknown) => void
  /** Is given the options of each reading of profiles, and may put others in their place. */
  watchProfiles(watch: (options: ProfileOptions) => ProfileOptions): void
  /** One run, with a worker that is there for it alone. */
  perform(kind: RunKind, relations?: readonly string[] | null): Promise<Run>
  ended(id: Run['id']): Promise<Run>
  stop(): Promise<void>
}

/** @param server of the database that is looked at */
export async function startQualityShop(tables: string, server: ServerOptions = {}): Promise<QualityShop> {
  const [state, source] = await Promise.all([startServer(), startServer(server)])
  await source.sql('create database shop')
  await source.sql(tables, 'shop')
  const url = `postgres://postgres:${encodeURIComponent(state.password)}@127.0.0.1:${state.port}/postgres`
  const keyring = toKeyring([randomBytes(32)])
  const store = await openStore({ url, keyring })
  const postgres = findConnector(toConnectorId('postgres'))
  if (postgres === null) throw new Error('there is no Postgres connector')
  let watch = (options: ProfileOptions): ProfileOptions => options
  const connector: Connector = { ...postgres, profile: (form, options) => postgres.profile(form, watch(options)) }
  const forms = loadContent([path.join(root, 'content')])
  const context: RunContext = { store, keyring, forms, findConnector: () => connector }
  const settings = {
    hostPort: `127.0.0.1:${source.port}`,
    username: 'reader',
    password: 'reader',
    database: 'shop',
    sslMode: 'disable',
  }
  const service = await store.services.create({
    name: 'shop',
    connector: toConnectorId('postgres'),
    settings,
    secrets: new Map(),
    settingsHash: null,
  })
  const problems: unknown[] = []
  const onProblem = (error: unknown) => void problems.push(error)
  const ended = async (id: Run['id']): Promise<Run> => {
    await expect.poll(async () => isEnded((await store.runs.find(id))?.state ?? 'queued')).toBe(true)
    const run = await store.runs.find(id)
    if (run === null) throw new Error('the run is gone')
    return run
  }
  return {
    context,
    service,
    source,
    onProblem,
    ended,
    watchProfiles(next) {
      watch = next
    },
    async perform(kind, relations = null) {
      const worker = await startWorker(context, { concurrency: 1, onProblem })
      try {
        return await ended((await startRun(context, service, kind, relations)).id)
      } finally {
        await worker.stop()
      }
    },
    async stop() {
      await store.close()
      await Promise.all([state.stop(), source.stop()])
      expect(problems).toEqual([])
    },
  }
}
