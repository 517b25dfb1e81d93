import { type ChildProcess, fork, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isFullMatrix } from './majors.ts'

const command = fileURLToPath(new URL('../../dist/command/main.js', import.meta.url))

export interface CommandResult {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface CommandOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Starts the built command in an environment of its own: nothing of the caller's settings reaches it. */
export function startPatchbay(args: readonly string[], options: CommandOptions = {}): ChildProcess {
  const child = spawn(process.execPath, [command, ...args], surroundings(options))
  child.stdin?.on('error', () => child.stdin?.destroy())
  child.stdin?.end(options.input ?? '')
  return child
}

export async function collect(child: ChildProcess): Promise<CommandResult> {
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, out, err }
}

/**
 * What the built command answers. It runs in a process that has run commands before: to start and load costs ten times
 * what most commands do. What is proven of the process itself takes {@link startPatchbay}, as `npm run soak` does for all.
 */
export async function patchbay(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  if (isFullMatrix) return await collect(startPatchbay(args, options))
  const host = idleHosts.pop() ?? startHost()
  const result = await ask(host, { args, input: options.input ?? '', ...surroundings(options) })
  idleHosts.push(host)
  return result
}

function surroundings({ cwd = tmpdir(), env }: CommandOptions) {
  const alone = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', PATCHBAY_DATA_DIR: '/nonexistent/patchbay' }
  return { cwd, env: { ...alone, ...env } }
}

const idleHosts: ChildProcess[] = []

/** It ends with this process, and does not keep it. */
function startHost(): ChildProcess {
  const host = fork(path.join(import.meta.dirname, 'command-host.mjs'), [command], { execArgv: [] })
  host.unref()
  host.channel?.unref()
  return host
}

function ask(host: ChildProcess, request: object): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const failed = (reason: unknown) => reject(new Error(`the command's process ended: ${reason}`))
    host.once('exit', failed)
    host.once('error', failed)
    host.once('message', (result) => {
      host.removeAllListeners()
      resolve(result as CommandResult)
    })
    host.send(request)
  })
}
