import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

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
  const child = spawn(process.execPath, [command, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: '/nonexistent',
      PATCHBAY_DATA_DIR: '/nonexistent/patchbay',
      ...options.env,
    },
  })
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

export async function patchbay(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return await collect(startPatchbay(args, options))
}
