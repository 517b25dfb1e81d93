import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findBrowser } from './find-browser.mjs'

/** Starts a headless browser; close it when done. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch(launchOptions())
}

/** Starts a headless browser with one profile on disk, which keeps what it has compiled; close it when done. */
export async function launchProfile(): Promise<BrowserContext> {
  return await chromium.launchPersistentContext('', {
    ...launchOptions(),
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
}

function launchOptions() {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('no browser was found; npm test fetches one, or set CHROMIUM_PATH')
  // Drawing by an emulated GPU costs more than drawing without one. Chromium's sandbox does not work as root, which is
  // how containers run tests.
  const args = ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return { executablePath, args }
}
