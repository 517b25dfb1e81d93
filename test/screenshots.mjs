// Makes the README's pictures from the demo: npm run build, then node test/screenshots.mjs
import { spawn } from 'node:child_process'
import { mkdtemp, rm, statSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { findBrowser } from './support/find-browser.mjs'

const projectRoot = path.resolve(import.meta.dirname, '..')
const pictures = path.join(projectRoot, 'content/screenshots')
const state = await promisify(mkdtemp)(path.join(tmpdir(), 'patchbay-pictures-'))
await chmod(state, 0o711)

const main = path.join(projectRoot, 'dist/command/main.js')
const server = spawn(process.execPath, [main, 'serve', '--port', '0', '--data-dir', path.join(state, 'state')])
try {
  const address = await new Promise((resolve, reject) => {
    server.stdout.on('data', (chunk) => {
      const found = /Patchbay is at (\S+)/.exec(chunk.toString())
      if (found) resolve(found[1])
    })
    server.once('exit', (code) => reject(new Error(`patchbay serve ended with ${code}; was it built?`)))
  })
  while (!(await (await fetch(`${address}/api/demo`)).json()).available) await new Promise((r) => setTimeout(r, 200))
  await takePictures(address)
} finally {
  server.kill('SIGINT')
  await new Promise((resolve) => server.once('exit', resolve))
  await promisify(rm)(state, { recursive: true })
}

async function takePictures(address) {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args })
  try {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme })
      await page.goto(`${address}/services/new`)
      await page.getByRole('button', { name: 'Demo' }).click()
      await page.getByRole('button', { name: /^Test connection/ }).click()
      await page.getByRole('button', { name: 'Copy report' }).waitFor()
      await page.getByLabel('SSL mode').first().focus()
      const file = path.join(pictures, `connect-${colorScheme}.jpeg`)
      await page.screenshot({ path: file, type: 'jpeg', quality: 80 })
      process.stdout.write(`${path.relative(projectRoot, file)} ${Math.round(statSync(file).size / 1024)} KB\n`)
    }
  } finally {
    await browser.close()
  }
}
