import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { ensureDependencies } from './dependencies.mjs'
import { requireNode } from './node-version.mjs'
import { main, projectRoot, tool } from './project.mjs'

const children = new Set()

/** State apart from that of an installation, which may be running. Root's Postgres cannot enter every checkout. */
const dataDirectory =
  process.env.PATCHBAY_DATA_DIR ??
  (process.getuid?.() === 0 ? '/var/lib/patchbay-dev' : path.join(projectRoot, '.patchbay'))

/** `npm run dev`: the page through Vite, the server restarted when compiled code or content changes. */
await main(async () => {
  requireNode()
  await ensureDependencies()
  await mkdir(path.join(projectRoot, 'dist'), { recursive: true })
  // tsc also emits where types are wrong, so a half-done edit still runs.
  await tool('tsc', ['-b', 'src', 'src/web'])
  keep('node_modules/.bin/tsc', ['-b', 'src', 'src/web', '--watch', '--preserveWatchOutput'])
  const port = await freePort()
  keep('node_modules/.bin/vite', [], { PATCHBAY_API: `http://127.0.0.1:${port}` })
  const server = restartable(port)
  await server.restart()
  for (const place of ['dist', 'content']) {
    watch(path.join(projectRoot, place), { recursive: true }, (_event, file) => {
      // What belongs to the page or to types reloads by itself.
      if (file === null || /^(web|\.)|\.(d\.ts|map|tsbuildinfo)$/.test(file)) return
      server.restartSoon()
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      for (const child of children) process.kill(-child.pid, 'SIGTERM')
      await server.end()
      process.exit()
    })
  }
})

function keep(program, args, env = {}) {
  const child = spawn(path.join(projectRoot, program), args, {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    // A group of its own, ended as one: tsc is a wrapper that does not end the compiler it starts.
    detached: true,
  })
  children.add(child)
  child.on('exit', () => children.delete(child))
}

/** The API server as a child process that comes back when asked. */
function restartable(port) {
  let child = null
  let timer = null
  let ending = false
  // Restarts take turns: a second one must not start beside a server that is still going down.
  let turn = Promise.resolve()
  const begin = () => {
    child = spawn(process.execPath, ['--enable-source-maps', 'dist/cli/main.js', 'serve', '--port', String(port)], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATCHBAY_DATA_DIR: dataDirectory },
    })
  }
  const stop = async () => {
    const running = child
    child = null
    if (running === null || running.exitCode !== null) return
    const exited = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGTERM')
    await exited
  }
  const restart = async () => {
    await stop()
    if (!ending) begin()
  }
  return {
    restart,
    restartSoon() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        turn = turn.then(restart)
      }, 200)
    },
    end() {
      ending = true
      clearTimeout(timer)
      turn = turn.then(stop)
      return turn
    },
  }
}

/** Kept over restarts: the page's server hands its API requests there. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
