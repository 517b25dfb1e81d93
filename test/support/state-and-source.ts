import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { patchbay } from './patchbay.ts'
import { startServer, type TestServer } from './servers.ts'

/** A state of its own and a server to read, as an installation over several machines has them. */
export interface StateAndSource {
  readonly state: TestServer
  readonly source: TestServer
  /** What every process of the installation is started with. */
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** `tables` in the source; its services are named `service 0`, `service 1`, … */
export async function startStateAndSource({
  tables,
  services,
}: {
  readonly tables: number
  readonly services: number
}): Promise<StateAndSource> {
  const [state, source] = await Promise.all([startServer(), startServer()])
  await source.sql('create database orders')
  await source.sql(
    `do $$ begin for n in 1..${tables} loop
       execute format('create table t%s (id bigint primary key, name text not null, at timestamptz)', n);
     end loop; end $$`,
    'orders',
  )
  const env = {
    DATABASE_URL: `postgres://postgres:${encodeURIComponent(state.password)}@127.0.0.1:${state.port}/postgres`,
    PATCHBAY_KEY: randomBytes(32).toString('base64url'),
  }
  const settings = {
    hostPort: `127.0.0.1:${source.port}`,
    database: 'orders',
    username: 'postgres',
    password: source.password,
    sslMode: 'disable',
  }
  const input = JSON.stringify(
    Array.from({ length: services }, (_, at) => ({ name: `service ${at}`, connector: 'postgres', settings })),
  )
  const folder = await mkdtemp(path.join(tmpdir(), 'patchbay-services-'))
  const file = path.join(folder, 'services.json')
  await writeFile(file, input)
  const { code, err } = await patchbay(['services', 'import', file], { env })
  await rm(folder, { recursive: true })
  if (code !== 0) throw new Error(err)
  return {
    state,
    source,
    env,
    async stop() {
      await Promise.all([state.stop(), source.stop()])
    },
  }
}
