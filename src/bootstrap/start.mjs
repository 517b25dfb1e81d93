import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { requireNode } from './node-version.mjs'
import { main, projectRoot } from './project.mjs'

/** `npm start`: install and build what is missing, then serve, in this very process: signals reach it as they are. */
await main(async () => {
  requireNode()
  await ensureDependencies()
  await ensureBuild()
  const command = path.join(projectRoot, 'dist', 'command', 'main.js')
  process.argv = [process.execPath, command, 'serve', ...(onDesktop() ? ['--open'] : []), ...process.argv.slice(2)]
  await import(pathToFileURL(command).href)
})

/** Whether somebody sits here with a browser to open. */
function onDesktop() {
  if (!process.stdout.isTTY || process.env.CI || process.env.SSH_CONNECTION) return false
  if (process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
