import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchProfile } from '../support/browser.ts'
import { type Product, startProduct } from './product.ts'

export interface OpenOptions {
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
}

/** One product and one browser for all suites of the page: starting them takes longer than most tests. */
export interface Stage {
  readonly product: Product
  /** A tab of its own, with nothing stored, at a path of the product; fails the test when the page complained about anything. */
  visit(path: string, options: OpenOptions, work: (page: Page) => Promise<void>): Promise<void>
  /** Deletes all services. */
  clear(): Promise<void>
  end(): Promise<void>
}

export async function setStage(content?: string): Promise<Stage> {
  const [product, profile] = await Promise.all([
    startProduct(content === undefined ? {} : { content }),
    launchProfile(),
  ])
  return {
    product,
    visit: (path, options, work) => visit(profile, new URL(path, product.address).href, options, work),
    clear: () => deleteServices(product.address),
    async end() {
      await profile.close()
      await product.remove()
    },
  }
}

async function visit(
  profile: BrowserContext,
  address: string,
  { dark = false, width = 1360, height = 860 }: OpenOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await profile.newPage()
  const complaints: string[] = []
  const refused: string[] = []
  try {
    await forget(page, address)
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    page.setDefaultTimeout(60_000)
    // Not wrong by itself, but often the reason for what is.
    page.on('requestfailed', (request) => refused.push(`${request.failure()?.errorText} ${request.url()}`))
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
    })
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
    page.on('console', (message) => {
      // A refused request is an answer that the page deals with; the browser logs it all the same.
      const isAnswer = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isAnswer) complaints.push(`console: ${message.text()}`)
    })
    await page.exposeFunction('reportViolation', (directive: string) => complaints.push(`CSP: ${directive}`))
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = Reflect.get(window, 'reportViolation')
        report(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
      })
    })
    await page.goto(address)
    await work(page)
  } catch (error) {
    if (error instanceof Error) error.message += `\n${[...complaints, ...refused].join('\n')}`
    throw error
  } finally {
    await page.close()
  }
  expect(complaints).toEqual([])
}

/** Tabs of one profile share what compiled code and files it has kept, and nothing else: no choice of another test. */
async function forget(page: Page, address: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  const storageTypes = 'local_storage,cookies,indexeddb'
  await devTools.send('Storage.clearDataForOrigin', { origin: new URL(address).origin, storageTypes })
  await devTools.detach()
}

async function deleteServices(address: string): Promise<void> {
  const services = (await (await fetch(`${address}/api/services`)).json()) as { id: string }[]
  await Promise.all(services.map(({ id }) => fetch(`${address}/api/services/${id}`, { method: 'DELETE' })))
}

/** {@link expectAccessible} of what is shown, in light, in dark, and on a phone, where nothing is wider than the page. */
export async function expectAccessibleInAllLooks(page: Page, except?: string): Promise<void> {
  const size = page.viewportSize()
  await expectAccessible(page, except)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, except)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(page, except)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  if (size !== null) await page.setViewportSize(size)
}

/**
 * axe finds nothing, every invalid control says so, and every description it names exists.
 * @param except selector of what was looked at before and has not changed
 */
export async function expectAccessible(page: Page, except?: string): Promise<void> {
  // Legacy mode looks into no frames of other origins, of which the page has none, and takes half the time.
  // Describing every element that passed would take most of what is left.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (except !== undefined) axe.exclude(except)
  // The dark page is the light one in other colours, the narrow one has the same colours in other places.
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  if (dark) axe.withRules('color-contrast')
  else if ((page.viewportSize()?.width ?? 0) < 400) axe.disableRules('color-contrast')
  const { violations } = await axe.analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect(found).toEqual([])
  const unresolved = await page.evaluate(() =>
    [...document.querySelectorAll('[aria-describedby], [aria-labelledby], [aria-controls]')].flatMap((element) =>
      ['aria-describedby', 'aria-labelledby'].flatMap((attribute) =>
        (element.getAttribute(attribute) ?? '')
          .split(' ')
          .filter((id) => id !== '' && document.getElementById(id) === null)
          .map((id) => `${element.outerHTML.slice(0, 80)} names ${id}`),
      ),
    ),
  )
  expect(unresolved).toEqual([])
}

export const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true })
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** The message under a field, through the control's own description. */
export async function messageOf(control: Locator): Promise<string> {
  return await control.evaluate((element) => {
    const [first = ''] = (element.getAttribute('aria-describedby') ?? '').split(' ')
    return element.getAttribute('aria-invalid') === 'true'
      ? (document.getElementById(first)?.textContent ?? '').trim()
      : ''
  })
}

/** Title of the help that is marked. */
export const markedHelp = (page: Page): Locator => page.locator('[data-help-mark] h3').first()

export async function fillConnection(
  page: Page,
  values: { host: string; database: string; user: string; password?: string },
) {
  await field(page, 'Host and port').fill(values.host)
  await field(page, 'Database').fill(values.database)
  await field(page, 'Username').fill(values.user)
  if (values.password !== undefined) await field(page, 'Password').fill(values.password)
}

/** Presses Test connection and waits until the test has ended. */
export async function testConnection(page: Page): Promise<void> {
  await button(page, /^Test connection/).click()
  await page.locator('[data-phase="done"]').waitFor()
}
