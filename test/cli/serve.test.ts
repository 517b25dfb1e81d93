import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installInto } from '../support/installation.ts'
import { collect, patchbay, startPatchbay } from '../support/patchbay.ts'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-serve-'))
  // As root, the servers run under another account that has to get through.
  await chmod(directory, 0o755)
})
afterAll(async () => {
  // A demo that was still being filled ends a moment after its server.
  const demo = path.join(directory, 'installation', 'demo', 'data', 'postmaster.pid')
  while (existsSync(demo)) await sleep(50)
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
})

/** Resolves once the server says where it is. */
async function addressOf(child: ChildProcess): Promise<string> {
  let out = ''
  for await (const chunk of child.stdout ?? []) {
    out += String(chunk)
    const address = /^Patchbay is at (http:\S+)$/m.exec(out)?.[1]
    if (address !== undefined) return address
  }
  throw new Error(`the server ended and said: ${out}`)
}

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<number | null> {
  child.kill(signal)
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

describe('patchbay serve', () => {
  it('takes the next free port, is found by a second one, and ends its Postgres with itself', async () => {
    const taken = createServer()
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const dataDirectory = path.join(directory, 'installation')
    const args = ['serve', '--port', String(port), '--data-dir', dataDirectory]
    const child = startPatchbay(args)
    try {
      const address = await addressOf(child)
      const { port: used, hostname } = new URL(address)
      expect(hostname).toBe('127.0.0.1')
      expect(Number(used)).toBeGreaterThan(port)
      const response = await fetch(`${address}/api/services`)
      expect([response.status, await response.json()]).toEqual([200, []])

      const second = await patchbay(args)
      expect(second).toEqual({ code: 0, out: `Patchbay is at ${address}\n`, err: '' })
      expect(existsSync(path.join(dataDirectory, 'state', 'data', 'postmaster.pid'))).toBe(true)
    } finally {
      expect(await end(child, 'SIGINT')).toBe(0)
      taken.close()
    }
    expect(existsSync(path.join(dataDirectory, 'server.json'))).toBe(false)
    expect(existsSync(path.join(dataDirectory, 'state', 'data', 'postmaster.pid'))).toBe(false)
  })

  it('does not believe a note that a killed server left behind', async () => {
    const dataDirectory = path.join(directory, 'found')
    await mkdir(dataDirectory)
    await installInto(dataDirectory)
    const other = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'))
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const note = { pid: process.pid, address: `http://127.0.0.1:${port}`, instance: 'x' }
    await writeFile(path.join(dataDirectory, 'server.json'), JSON.stringify(note))
    const child = startPatchbay(['serve', '--port', '0', '--data-dir', dataDirectory])
    expect(await addressOf(child)).not.toBe(note.address)
    expect(await end(child, 'SIGTERM')).toBe(0)
    other.close()
  })

  it.each(['http', '-1', '65536', '1.5'])('refuses the port %s', async (port) => {
    const { code, err } = await patchbay(['serve', `--port=${port}`])
    expect(code).toBe(2)
    expect(err).toContain('Give a port between 0 and 65535.')
  })

  it('says so when the state cannot be had', async () => {
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/state' }
    const child = startPatchbay(['serve', '--port', '0', '--data-dir', path.join(directory, 'other')], { env })
    const { code, err } = await collect(child)
    expect(code).toBe(2)
    expect(err).toContain('The state database cannot be reached.')
  })
})
