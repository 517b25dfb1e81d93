import { expect, test } from 'vitest'
import { button, expectAccessible, expectAccessibleInAllLooks } from './stage.ts'
import { readerPassword, type Suite } from './suite.ts'

export const pastTests: Suite = ({ stage, server }) => {
  const call = async (path: string, body: object) =>
    await fetch(`${stage().product.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  /** A service that was tested well before it was saved, and badly since. */
  async function serviceThatGotWorse(): Promise<string> {
    const settings = {
      hostPort: `127.0.0.1:${server().port}`,
      database: 'orders',
      username: 'reader',
      password: readerPassword,
    }
    await (await call('/api/connection-tests', { connector: 'postgres', settings })).text()
    const { id } = await (await call('/api/services', { name: 'orders-prod', connector: 'postgres', settings })).json()
    await server().sql('alter role reader nologin')
    try {
      await (await call('/api/connection-tests', { connector: 'postgres', settings, serviceId: id })).text()
    } finally {
      await server().sql('alter role reader login')
    }
    return id
  }

  test('a service that got worse is marked, and its history says what changed', async () => {
    await serviceThatGotWorse()
    await stage().visit('/services', {}, async (page) => {
      await page.getByRole('link', { name: /^worse/ }).click()
      await page.getByRole('heading', { name: 'Tests of orders-prod' }).waitFor()
      const [, newest, first] = await page.getByRole('row').all()
      expect(await newest?.textContent()).toMatch(/Failed.*worse.*Database failed/)
      expect(await first?.textContent()).toMatch(/first/)
      await expectAccessible(page)

      await newest?.getByRole('link').click()
      const changes = page.getByRole('region', { name: 'Changes' })
      expect(await changes.getByRole('row', { name: /^Database/ }).textContent()).toMatch(/passed.*failed/)
      expect(await changes.textContent()).toContain('No longer reached: Server')
      expect(await button(page, 'Show field').count()).toBe(0)
      await button(page, 'Copy report').click()
      await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click()
      const markdown = await page.evaluate(() => navigator.clipboard.readText())
      expect(markdown).toMatch(/^## Connection test of `127.0.0.1:\d+\/orders`/)
      expect(markdown).not.toContain(readerPassword)
      await button(page, 'Copied').click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'Download as JSON' }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/^connection-test-127\.0\.0\.1-\d+-orders-.*\.json$/)
      await expectAccessible(page)

      await page.getByRole('link', { name: 'Earlier' }).click()
      await page.getByRole('button', { name: /^Server/ }).waitFor()
      expect(await page.getByRole('link', { name: 'Earlier' }).count()).toBe(0)
    })
  })

  test('its pages are accessible in all looks, and its table fits on a phone', async () => {
    const id = await serviceThatGotWorse()
    await stage().visit(`/services/${id}/tests`, { width: 360, height: 740 }, async (page) => {
      const newest = page.getByRole('link', { name: /ago|just now/ }).first()
      await newest.waitFor()
      const table = page.getByRole('region', { name: 'Past tests' })
      expect(await table.evaluate((frame) => frame.scrollWidth <= frame.clientWidth)).toBe(true)
      await page.setViewportSize({ width: 1360, height: 860 })
      await expectAccessibleInAllLooks(page)
      await newest.click()
      await page.getByRole('region', { name: 'Changes' }).waitFor()
      await expectAccessibleInAllLooks(page)
    })
  })
}
