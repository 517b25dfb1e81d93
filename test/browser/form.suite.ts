import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { button, field, fillConnection, messageOf } from './stage.ts'
import type { Suite } from './suite.ts'

const read = async (page: Page, name: string): Promise<ServiceDetail> =>
  await page.evaluate(async (wanted) => {
    const services: { id: string; name: string }[] = await (await fetch('/api/services')).json()
    const found = services.find((service) => service.name === wanted)
    return await (await fetch(`/api/services/${found?.id}`)).json()
  }, name)

const save = async (page: Page) => {
  await button(page, /^Save(?! and read)/).click()
  await page.waitForURL(/services\?saved=/)
}

const open = async (page: Page, name: string) => {
  await page.getByRole('link', { name, exact: true }).click()
  await field(page, 'Host and port').waitFor()
}

export const form: Suite = ({ stage }) => {
  test('a field complains once it was left, and no other field does', () =>
    stage().visit('/services/new', {}, async (page) => {
      const host = field(page, 'Host and port')
      await host.focus()
      expect(await messageOf(host)).toBe('')
      await page.keyboard.press('Tab')
      expect(await messageOf(host)).toContain('There is no host')
      expect(await messageOf(field(page, 'Username'))).toBe('')
      await host.fill('http://db.example.org')
      expect(await messageOf(host)).toContain('http')
      await host.fill('db.example.org')
      expect(await messageOf(host)).toBe('')
    }))

  test('saving shows everything that is wrong and goes to the first', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('wrong')
      await button(page, 'Save without testing').click()
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
      expect(await page.locator('[aria-invalid="true"]').count()).toBeGreaterThanOrEqual(2)
      expect(await field(page, 'Host and port').evaluate((input) => input === document.activeElement)).toBe(true)
    }))

  test('an error in a collapsed group opens it', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('advanced')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader' })
      await button(page, /^Advanced/).click()
      await button(page, 'Add entry').first().click()
      await page.keyboard.type('no_such_parameter')
      await page.keyboard.press('Tab')
      await button(page, /^Advanced/).click()
      await button(page, 'Save without testing').click()
      await page
        .getByText(/no_such_parameter/)
        .first()
        .waitFor()
      expect(await button(page, /^Advanced/).getAttribute('aria-expanded')).toBe('true')
    }))

  test('a taken name is caught while it is typed, with a free one at hand', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('twice')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader' })
      await save(page)
      await page.getByRole('link', { name: 'Add service' }).click()
      const name = field(page, 'Name')
      await name.fill('twice')
      await button(page, /^Use twice/).click()
      expect(await name.inputValue()).not.toBe('twice')
      expect(await messageOf(name)).toBe('')
    }))

  test('what is cleared is absent, and defaults do not come back', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('cleared')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader' })
      expect(await field(page, 'Classification name').inputValue()).toBe('PostgresPolicyTags')
      await save(page)
      await open(page, 'cleared')
      await field(page, 'Classification name').fill('')
      await field(page, 'Database').fill('')
      await page.getByRole('checkbox', { name: 'Ingest all databases' }).check()
      await save(page)
      const { settings } = await read(page, 'cleared')
      expect(settings).toMatchObject({ hostPort: 'db.example.org', username: 'reader', ingestAllDatabases: true })
      expect(Object.keys(settings)).not.toContain('classificationName')
      expect(Object.keys(settings)).not.toContain('database')
      await open(page, 'cleared')
      expect(await field(page, 'Classification name').inputValue()).toBe('')
    }))

  test('entries keep their type, and a name that is there twice is refused', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('entries')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader' })
      await button(page, /^Advanced/).click()
      const editor = page.locator(`[data-path='["connectionOptions"]']`)
      const add = editor.getByRole('button', { name: 'Add entry' })
      await add.click()
      await field(page, 'Connection options, name 1').fill('connect_timeout')
      await page.getByRole('combobox', { name: 'Type of connect_timeout' }).selectOption('number')
      await field(page, 'Value of connect_timeout').fill('5')
      await add.click()
      await field(page, 'Connection options, name 2').fill('connect_timeout')
      await field(page, 'Value of connect_timeout').last().fill('1\\n2')
      await editor.getByText('connect_timeout is there twice').waitFor()
      await button(page, 'Save without testing').click()
      await page.getByRole('alert').filter({ hasText: 'needs attention' }).waitFor()
      await field(page, 'Connection options, name 2').fill('application_name')
      await save(page)
      const { settings } = await read(page, 'entries')
      expect(settings.connectionOptions).toEqual({ connect_timeout: 5, application_name: '1\\n2' })
    }))

  test('patterns are edited line by line, and a broken one is named', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('patterns')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader' })
      const includes = page.locator(`[data-path='["schemaFilterPattern","includes"]']`)
      await includes.getByRole('button', { name: 'Add pattern' }).click()
      await page.keyboard.type('^sales(')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await includes.getByRole('button', { name: 'Add pattern' }).click()
      await page.keyboard.type('^stock$')
      expect(await messageOf(field(page, 'Include 1'))).toContain('regular expression')
      expect(await messageOf(field(page, 'Include 2'))).toBe('')
      await field(page, 'Include 1').fill('^sales')
      await save(page)
      expect((await read(page, 'patterns')).settings.schemaFilterPattern).toEqual({ includes: ['^sales', '^stock$'] })
    }))

  test('a connection string shows what it would change, and its password goes into the password field alone', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Host and port').focus()
      await page.evaluate(() =>
        navigator.clipboard.writeText('postgresql://ana:s%40fe:x@db.example.org:5433/shop?sslmode=require'),
      )
      await page.keyboard.press('ControlOrMeta+v')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('row', { name: /Host and port.*db\.example\.org:5433/ }).waitFor()
      expect(await dialog.getByRole('row', { name: /Password/ }).textContent()).not.toContain('s@fe')
      await dialog.getByRole('button', { name: /^Change/ }).click()
      expect(await field(page, 'Host and port').inputValue()).toBe('db.example.org:5433')
      expect(await field(page, 'Password').inputValue()).toBe('s@fe:x')
      expect(await page.getByRole('combobox', { name: 'SSL mode' }).locator('option:checked').textContent()).toBe(
        'require',
      )
    }))

  test('a string that cannot be read says where', () =>
    stage().visit('/services/new', {}, async (page) => {
      await button(page, 'Paste…').click()
      await page.getByRole('textbox', { name: 'Connection string' }).fill('postgresql://db.example.org:port/shop')
      await page.getByText(/at character \d+/).waitFor()
      expect(await button(page, 'Apply').isDisabled()).toBe(true)
    }))

  test('a draft survives a reload without its secrets, and can be dropped', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('unfinished')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader', password: 'canary-7f3' })
      page.on('dialog', (dialog) => void dialog.accept())
      await page.reload()
      await page.getByText('What you typed before is back').waitFor()
      expect(await field(page, 'Name').inputValue()).toBe('unfinished')
      expect(await field(page, 'Host and port').inputValue()).toBe('db.example.org')
      expect(await field(page, 'Password').inputValue()).toBe('')
      const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
      expect(kept).toContain('db.example.org')
      expect(kept).not.toContain('canary-7f3')
      await button(page, 'Start over').click()
      expect(await field(page, 'Name').inputValue()).toBe('')
    }))

  test('leaving with unsaved changes asks first, by link and by the back button', () =>
    stage().visit('/services', {}, async (page) => {
      await page.getByRole('link', { name: 'Add service' }).click()
      await field(page, 'Name').fill('unsaved')
      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Services' }).click()
      await button(page, 'Keep editing').click()
      expect(await field(page, 'Name').inputValue()).toBe('unsaved')
      await page.goBack()
      await button(page, 'Leave and discard').click()
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      await page.getByRole('link', { name: 'Add service' }).click()
      expect(await field(page, 'Name').inputValue()).toBe('')
    }))

  test('rows are edited, duplicated and, once confirmed by name, deleted', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('orders-prod')
      await fillConnection(page, { host: 'db.example.org', database: 'orders', user: 'reader' })
      await save(page)
      const row = page.getByRole('row', { name: /^orders-prod\b/ })
      expect(await row.first().textContent()).toMatch(/db\.example\.org.*orders.*Untested/)
      await button(page, 'Actions for orders-prod').click()
      await page.getByRole('menuitem', { name: 'Duplicate' }).click()
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2)
      await button(page, 'Actions for orders-prod').click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('dialog').getByText('remain as they are').waitFor()
      await button(page, 'Delete orders-prod').click()
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1)
      await page.getByRole('searchbox', { name: 'Search services' }).fill('nothing like it')
      await page.getByText('No service matches').waitFor()
    }))
}
