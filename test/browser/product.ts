import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DemoConnection } from '../../src/core/api.ts'
import { installInto } from '../support/installation.ts'
import { startPatchbay } from '../support/patchbay.ts'
import { swiftDirectory } from '../support/swift-directory.ts'

const projectRoot = path.resolve(import.meta.dirname, '../..')

export interface Product {
  readonly address: string
  /** Resolves once the demo server is there, which is later than the page. */
  demo(): Promise<DemoConnection>
  /** Ends the server, as Ctrl-C does; what it keeps stays until `remove`. */
  halt(): Promise<void>
  /** Starts it again on the same port and state. */
  resume(): Promise<void>
  remove(): Promise<void>
}

/** Starts the real product with state of its own and its demo server: the page as a user gets it after the first start. */
export async function startProduct(options: { readonly content?: string } = {}): Promise<Product> {
  if (!existsSync(path.join(projectRoot, 'dist', 'web', 'index.html'))) {
    const { build } = await import('vite')
    await build({ root: projectRoot, logLevel: 'error' })
  }
  const dataDirectory = await mkdtemp(path.join(await swiftDirectory(), 'patchbay-page-'))
  // As root, Postgres runs as another account, which has to get through.
  await chmod(dataDirectory, 0o711)
  const installation = path.join(dataDirectory, 'installation')
  await mkdir(installation)
  await installInto(installation)
  const args = ['--data-dir', installation]
  if (options.content !== undefined) args.push('--content', options.content)
  let { child, address } = await serve([...args, '--port', '0'])
  const port = new URL(address).port
  const halt = () => end(child)
  return {
    address,
    demo: () => waitForDemo(address),
    halt,
    async resume() {
      ;({ child, address } = await serve([...args, '--port', port]))
    },
    async remove() {
      await halt()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

async function serve(args: readonly string[]): Promise<{ child: ChildProcess; address: string }> {
  const child = startPatchbay(['serve', ...args])
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /Patchbay is at (\S+)/.exec(said)
      if (found?.[1] !== undefined) resolve(found[1])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`patchbay serve ended with ${code}: ${said}`)))
  })
  return { child, address }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await gone
}

/** The demo server starts beside the page, and later than it. */
async function waitForDemo(address: string): Promise<DemoConnection> {
  for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
    const demo = (await (await fetch(`${address}/api/demo`)).json()) as DemoConnection
    if (demo.available) return demo
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the demo server did not start')
}
