import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from './find-browser.mjs'

/** Starts a headless browser; close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('no browser was found; npm test fetches one, or set CHROMIUM_PATH')
  return await chromium.launch({
    executablePath,
    // Drawing by an emulated GPU costs more than drawing without one. Chromium's sandbox does not work as root, which is
    // how containers run tests.
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
}
