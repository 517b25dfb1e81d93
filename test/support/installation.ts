import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { makeServerDirectory } from '../../src/embedded/cluster.ts'
import { startDemo } from '../../src/embedded/demo/start-demo.ts'
import { execute } from '../../src/embedded/execute.ts'
import { withLock } from '../../src/embedded/lock.ts'
import { type ServerUser, serverUser } from '../../src/embedded/server-user.ts'
import { startEmbedded } from '../../src/embedded/start-embedded.ts'
import { shelfDirectory } from './shelf.ts'

const sources = path.resolve(import.meta.dirname, '../../src/embedded')

/**
 * Copies what the product's first start makes of a data directory, an empty state and a filled demo, into `directory`,
 * which exists: initdb twice and the demo's rows take ten seconds. It is made once for each content of `src/embedded`.
 */
export async function installInto(directory: string, servers: readonly string[] = ['state', 'demo']): Promise<void> {
  const user = await serverUser()
  const shelf = await shelfDirectory(user)
  const ready = path.join(shelf, `installation-${await sourcesHash()}`)
  if (!existsSync(ready)) {
    await withLock(`${ready}.lock`, 300_000, async () => {
      if (!existsSync(ready)) await install(ready, user)
    })
  }
  await execute('cp', ['-a', ...servers.map((server) => path.join(ready, server)), directory], null)
}

async function install(ready: string, user: ServerUser | null): Promise<void> {
  const making = await mkdtemp(`${ready}-`)
  try {
    await makeServerDirectory(making, user)
    const servers = await Promise.all([startEmbedded({ dataDirectory: making, name: 'state' }), startDemo(making)])
    for (const server of servers) await server.stop()
    // Copies that all want the same port would take it from each other.
    await rm(path.join(making, 'demo', 'port'))
    await rename(making, ready)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(sources, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}
