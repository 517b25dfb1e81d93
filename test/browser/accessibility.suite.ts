import { expect, test } from 'vitest'
import { button, expectAccessible, expectAccessibleInAllLooks, field, fillConnection, testConnection } from './stage.ts'
import { readerPassword, type Suite } from './suite.ts'

/** The same in every state of the connect page. */
const manual = '[aria-label="Help text"]'

export const accessibility: Suite = ({ stage, server }) => {
  test('lists and dialogs are accessible in all looks', () =>
    stage().visit('/services', {}, async (page) => {
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      await expectAccessibleInAllLooks(page)
      await page.getByRole('link', { name: 'Add service' }).click()
      await field(page, 'Name').fill('listed')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader', password: 'x' })
      await button(page, 'Save without testing').click()
      await page.waitForURL(/saved=/)
      await page.getByRole('link', { name: 'listed', exact: true }).waitFor()
      await expectAccessibleInAllLooks(page)
      await button(page, 'Actions for listed').click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('dialog').waitFor()
      await expectAccessibleInAllLooks(page)
      await button(page, 'Keep').click()
      await page.goto(new URL('/nowhere', page.url()).href)
      await page.getByRole('heading', { name: 'No page at this address' }).waitFor()
      await expectAccessibleInAllLooks(page)
    }))

  test('the connect page is accessible in all looks: fresh and with errors', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Host and port').waitFor()
      await expectAccessibleInAllLooks(page)
      await button(page, /^Advanced/).click()
      for (const add of await page.getByRole('button', { name: /^Add (pattern|entry)$/ }).all()) await add.click()
      await button(page, 'Save without testing').click()
      await page.locator('[aria-invalid="true"]').first().waitFor()
      await expectAccessibleInAllLooks(page, manual)
    }))

  test('the connect page is accessible in all looks: after a failed test', () =>
    stage().visit('/services/new', {}, async (page) => {
      const host = `127.0.0.1:${server().port}`
      await fillConnection(page, { host, database: 'orders', user: 'reader', password: 'wrong' })
      await testConnection(page)
      await page.locator('[data-code]').first().waitFor()
      await expectAccessibleInAllLooks(page, manual)
    }))

  test('the connect page is accessible in all looks: after a good test, and saved', () =>
    stage().visit('/services/new', {}, async (page) => {
      const host = `127.0.0.1:${server().port}`
      await fillConnection(page, { host, database: 'orders', user: 'reader', password: readerPassword })
      await testConnection(page)
      await page.locator('[data-stage="server"][data-status="passed"]').waitFor()
      await page.locator('[data-stage="relations"]').click()
      await page.getByRole('dialog').waitFor()
      await expectAccessibleInAllLooks(page, manual)
      await page.keyboard.press('Escape')
      await field(page, 'Name').fill('tested')
      await button(page, /^Save(?! and read)/).click()
      await page.getByRole('link', { name: 'tested', exact: true }).click()
      await button(page, 'Replace Password').waitFor()
      await expectAccessible(page, manual)
    }))

  test('the help sheet and the paste dialog are accessible', () =>
    stage().visit('/services/new', { width: 360, height: 740 }, async (page) => {
      await button(page, 'Help for SSL mode').click()
      await page.locator('#help-sheet').waitFor()
      await expectAccessible(page)
      await button(page, 'Close help').click()
      await button(page, 'Paste…').click()
      await page.getByRole('textbox', { name: 'Connection string' }).fill('postgresql://ana:x@db.example.org/shop')
      await page.getByRole('row', { name: /Password/ }).waitFor()
      await expectAccessible(page)
    }))

  test('the rail folds to icons and to a menu without losing its names', () =>
    stage().visit('/services', { width: 900 }, async (page) => {
      const rail = page.getByRole('navigation', { name: 'Main' })
      expect((await rail.boundingBox())?.width).toBeLessThan(64)
      await rail.getByRole('link', { name: 'Services', exact: true }).waitFor()
      await expectAccessible(page)
      await page.setViewportSize({ width: 360, height: 740 })
      await button(page, 'Menu').click()
      await page.getByRole('menuitem', { name: 'Services' }).waitFor()
    }))
}
