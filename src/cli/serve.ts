import { spawn } from 'node:child_process'
import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import type { Parts } from './parts.ts'
import { findRunningServer, noteRunningServer } from './running-server.ts'
import { type Terminal, toTerminal } from './terminal.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly allowHost: readonly string[]
  readonly open?: true
  readonly content?: string
  readonly dataDir?: string
}

const help = `
If a server runs on the same data directory already, its address is printed and nothing is started.
Whoever can reach the port can use Patchbay: put a proxy with authentication in front before you change --host.

Examples:
  $ patchbay serve
  $ patchbay serve --port 8080 --open
  $ patchbay serve --content ./connectors
  $ patchbay serve --allow-host patchbay.example.org

Ctrl-C ends it.`

export function registerServe(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('serve')
    .summary('start the page and its API')
    .description('Start the page and its API, with a Postgres of its own unless DATABASE_URL names one.')
    .option('--port <port>', 'port to listen on, or the next free one; 0 for any', parsePort, 4780)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--allow-host <name>', 'a name that a proxy passes on as Host; can be repeated', addName, [])
    .option('--open', 'open the page in the browser')
    .option(
      '--content <dir>',
      'folder with further connectors, each with its form and manual; read again when it changes',
    )
    .option('--data-dir <dir>', 'where state is kept (default: PATCHBAY_DATA_DIR)')
    .addHelpText('after', help)
    .action(async (options: ServeOptions) => end(await serve(options, parts)))
}

async function serve(options: ServeOptions, parts: Parts): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  const dataDirectory = options.dataDir === undefined ? await parts.dataDirectory() : path.resolve(options.dataDir)
  const running = await findRunningServer(dataDirectory)
  if (running !== null) {
    announce(running, options, out)
    return exitCodes.success
  }
  const interruption = listenForInterruption()
  try {
    const server = await parts.startServer({
      host: options.host,
      allowedHosts: options.allowHost,
      port: options.port,
      dataDirectory,
      content: options.content === undefined ? null : path.resolve(options.content),
    })
    try {
      const forget = await noteRunningServer(dataDirectory, server.address)
      if (!interruption.signal.aborted) announce(server.address, options, out)
      await aborted(interruption.signal)
      await forget()
    } finally {
      await server.close()
    }
    return exitCodes.success
  } finally {
    interruption.release()
  }
}

function announce(address: string, options: ServeOptions, out: Terminal): void {
  out.line(`Patchbay is at ${address}`)
  if (options.open === true) openInBrowser(address)
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function openInBrowser(address: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', address]
        : ['xdg-open', address]
  if (program === undefined) return
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => process.stderr.write('No browser could be opened; the address is above.\n'))
  child.unref()
}

const addName = (name: string, before: readonly string[]): readonly string[] => [...before, name]

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a port between 0 and 65535.')
  return port
}
