import { createServer, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, field, fillConnection, markedHelp, messageOf, testConnection } from './stage.ts'
import { readerPassword, type Suite } from './suite.ts'

const hasFocus = (page: Page, name: string) => field(page, name).evaluate((input) => input === document.activeElement)

/** A port that accepts and then says nothing, as a firewall that swallows what it gets. */
async function silentPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets: Socket[] = []
  const listener = createServer((socket) => sockets.push(socket))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

export const journey: Suite = ({ stage, server }) => {
  test('from the empty list to a saved, tested service of the demo', () =>
    stage().visit('/', {}, async (page) => {
      const demo = await stage().product.demo()
      await page.reload()
      await page.getByRole('link', { name: 'Try the demo' }).click()
      await field(page, 'Host and port').waitFor()
      expect(await field(page, 'Name').inputValue()).toBe(demo.name)
      await testConnection(page)
      for (const stageId of ['settings', 'reach', 'authenticate', 'open', 'server']) {
        expect(await page.locator(`[data-stage="${stageId}"]`).getAttribute('data-status'), stageId).toBe('passed')
      }
      expect(await page.locator('[data-stage="relations"]').textContent()).toMatch(/\d+ of \d+/)
      await page.evaluate(() => {
        new MutationObserver(() => {
          if (document.body.innerText.includes('No services yet')) document.body.dataset.emptied = 'yes'
        }).observe(document.body, { childList: true, subtree: true })
      })
      await button(page, 'Save').click()
      await page.waitForURL(/saved=/)
      const row = page.getByRole('row', { name: new RegExp(`^${demo.name.replace(/[()]/g, '\\$&')}`) })
      expect(await row.textContent()).toMatch(/Passed/)
      expect(await page.evaluate(() => document.body.dataset.emptied)).toBeUndefined()
      await page.getByRole('link', { name: demo.name }).click()
      await page.locator('[data-stage="server"]').waitFor()
      expect(await button(page, 'Saved').getAttribute('aria-disabled')).toBe('true')
    }))

  test('a wrong password lands on the password field, with its help, and goes when it is typed again', () =>
    stage().visit('/services/new', {}, async (page) => {
      const host = `127.0.0.1:${server().port}`
      await fillConnection(page, { host, database: 'orders', user: 'reader', password: 'wrong' })
      await testConnection(page)
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
      const marked = (
        await Promise.all(['Username', 'Password'].map(async (name) => [name, await messageOf(field(page, name))]))
      )
        .filter(([, message]) => message !== '')
        .map(([name]) => String(name))
      expect(marked).toHaveLength(1)
      const [name = ''] = marked
      expect(await hasFocus(page, name)).toBe(true)
      expect(await markedHelp(page).textContent()).toBe(name)
      expect(await page.locator('[data-code="AUTH_PASSWORD_REJECTED"]').count()).toBe(1)
      const spoken = await page.getByRole('status').allTextContents()
      expect(spoken.filter((text) => /rejected/i.test(text))).toHaveLength(1)

      await field(page, 'Password').fill(readerPassword)
      await field(page, 'Username').fill('reader ')
      await field(page, 'Username').fill('reader')
      await page.getByText('Settings changed since').waitFor()
      await page.keyboard.press('ControlOrMeta+Enter')
      await page.locator('[data-stage="server"][data-status="passed"]').waitFor()
      expect(await messageOf(field(page, 'Password'))).toBe('')
    }))

  test('the focus stays where the admin has moved it', () =>
    stage().visit('/services/new', {}, async (page) => {
      const silent = await silentPort()
      try {
        await fillConnection(page, { host: `127.0.0.1:${silent.port}`, database: 'orders', user: 'reader' })
        await button(page, /^Test connection/).click()
        await field(page, 'Classification name').focus()
        await page.locator('[data-phase="done"]').waitFor({ timeout: 15_000 })
        expect(await hasFocus(page, 'Classification name')).toBe(true)
        expect(await messageOf(field(page, 'Host and port'))).not.toBe('')
      } finally {
        await silent.close()
      }
    }))

  test('a running test is cancelled, and the page says so', () =>
    stage().visit('/services/new', {}, async (page) => {
      const silent = await silentPort()
      try {
        await fillConnection(page, { host: `127.0.0.1:${silent.port}`, database: 'orders', user: 'reader' })
        await button(page, /^Test connection/).click()
        await page.locator('[data-stage][data-status="running"]').first().waitFor()
        await button(page, 'Cancel test').click()
        await page
          .getByText(/cancelled/i)
          .first()
          .waitFor()
        await button(page, /^Test connection/).waitFor()
      } finally {
        await silent.close()
      }
    }))

  test('a suggested change is applied and focused', () =>
    stage().visit('/services/new', {}, async (page) => {
      await fillConnection(page, { host: 'postgresql://db.example.org', database: 'orders', user: 'reader' })
      await page.keyboard.press('Tab')
      const offered = page.locator(`[data-path='["hostPort"]']`).getByRole('button').last()
      await offered.click()
      expect(await field(page, 'Host and port').inputValue()).toBe('db.example.org')
    }))

  test('everything works by keyboard alone', () =>
    stage().visit('/services', {}, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      for (let presses = 0; presses < 20 && (await focused()) !== 'Add service'; presses += 1)
        await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await field(page, 'Name').waitFor()
      const tabTo = async (id: string) => {
        for (let presses = 0; presses < 60; presses += 1) {
          if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return
          await page.keyboard.press('Tab')
        }
        throw new Error(`${id} is not reached by Tab`)
      }
      await tabTo('service-name')
      await page.keyboard.type('by-keyboard')
      await tabTo('root_hostPort')
      await page.keyboard.type(`127.0.0.1:${server().port}`)
      await tabTo('root_database')
      await page.keyboard.type('orders')
      await tabTo('root_username')
      await page.keyboard.type('reader')
      await tabTo('root_password')
      await page.keyboard.type(readerPassword)
      await page.keyboard.press('ControlOrMeta+Enter')
      await page.locator('[data-phase="done"]').waitFor()
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('root_password')
      for (let presses = 0; presses < 320 && (await focused()) !== 'Save'; presses += 1)
        await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForURL(/saved=/)
      await page.getByRole('link', { name: 'by-keyboard' }).waitFor()
    }))
}
