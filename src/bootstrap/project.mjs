import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** An expected end: its message goes to the reader without a stack. */
export class Halt extends Error {}

/**
 * Runs a program to its end with its output passed through, or kept when `quiet`.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 when it cannot be started
 */
export function run(program, args, { cwd = projectRoot, quiet = false, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs npm: the one that runs us, or the one on the path. */
export function npm(args, options) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], options)
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/** Runs a program that a dependency brought. */
export function tool(name, args, options) {
  const suffix = process.platform === 'win32' ? '.cmd' : ''
  return run(path.join(projectRoot, 'node_modules', '.bin', name + suffix), args, options)
}

/** Runs the program of a command file and turns what it threw into words and an exit code. */
export async function main(work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
