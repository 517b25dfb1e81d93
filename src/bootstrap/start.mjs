import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { requireNode } from './node-version.mjs'
import { main, projectRoot } from './project.mjs'

/** `npm start`: install and build what is missing, then serve. */
await main(async () => {
  requireNode()
  await ensureDependencies()
  await ensureBuild()
  const args = process.argv.slice(2)
  const server = spawn(
    process.execPath,
    [path.join(projectRoot, 'dist', 'cli', 'main.js'), 'serve', ...(onDesktop() ? ['--open'] : []), ...args],
    { stdio: 'inherit' },
  )
  // Ctrl-C in a terminal reaches the server by itself; a signal to us alone is handed on. It decides when to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) server.kill(signal)
    })
  }
  server.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
})

/** Whether somebody sits here with a browser to open. */
function onDesktop() {
  if (!process.stdout.isTTY || process.env.CI || process.env.SSH_CONNECTION) return false
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
