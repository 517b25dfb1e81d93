import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, expectAccessible, expectAccessibleInAllLooks, field, fillConnection } from './stage.ts'
import type { Suite } from './suite.ts'

const canary = 'canary-6pT4'
const box = (page: Page) => page.getByRole('textbox', { name: 'Connection string' })
const row = (page: Page, name: RegExp) => page.getByRole('dialog').getByRole('row', { name })

async function openPaste(page: Page, text: string): Promise<void> {
  await button(page, 'Paste…').click()
  await box(page).fill(text)
}

export const paste: Suite = ({ stage }) => {
  test('a format is recognised and named, what is left out is said, and secrets show as dots', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, `jdbc:postgresql://db.example.org:5433/shop?user=ana&password=${canary}&prepareThreshold=0`)
      const dialog = page.getByRole('dialog')
      await dialog.getByText('JDBC URL').waitFor()
      await dialog.getByText(/no connection parameter of the name at character/).waitFor()
      expect(await row(page, /^Password/).textContent()).not.toContain(canary)
      await button(page, 'Change 4 fields').click()
      expect(await field(page, 'Host and port').inputValue()).toBe('db.example.org:5433')
      expect(await field(page, 'Password').inputValue()).toBe(canary)
    }))

  test('of several connections one is chosen, by keyboard', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, '[one]\nhost=one.example.org\nuser=a\n[two]\nhost=two.example.org\nuser=b\n')
      await row(page, /one\.example\.org/).waitFor()
      await page.keyboard.press('Tab')
      await page.keyboard.press('ArrowDown')
      await row(page, /two\.example\.org/).waitFor()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await field(page, 'Username').inputValue()).toBe('b')
    }))

  test('options that only the form has stay, and what the form already says is no change', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, 'host=db user=u dbname=d connect_timeout=5')
      await button(page, /^Change/).click()
      await openPaste(page, 'host=db user=u dbname=d application_name=x')
      await row(page, /connect_timeout=5, application_name=x/).waitFor()
      await box(page).fill('host=db user=u dbname=d')
      await page.getByText('The form already says all of this.').waitFor()
    }))

  test('the shortcut that tests the form behind does nothing in the dialog', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, 'host=127.0.0.1 port=1 user=u dbname=d')
      await page.keyboard.press('ControlOrMeta+Enter')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await page.locator('[data-phase]').count()).toBe(0)
      await page.keyboard.press('ControlOrMeta+Enter')
      await page.locator('[data-phase]').waitFor()
    }))

  test('a file is read when it is opened or dropped', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, '')
      const file = {
        name: '.env',
        mimeType: 'text/plain',
        buffer: Buffer.from('DB_HOST=db.example.org\nDB_USER=ana\n'),
      }
      await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file)
      await row(page, /db\.example\.org/).waitFor()
      const dropped = await page.evaluateHandle(() => {
        const transfer = new DataTransfer()
        transfer.items.add(new File(['dropped.example.org:5432:*:ana:x'], '.pgpass'))
        return transfer
      })
      await box(page).dispatchEvent('drop', { dataTransfer: dropped })
      await row(page, /dropped\.example\.org/).waitFor()
    }))

  test('the place of an error is shown', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, `host=db\nuser=u\npassword='${canary}`)
      await page.getByText(/line 3, character 10/).waitFor()
      await button(page, 'Show').click()
      expect(await box(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(24)
      await expectAccessible(page)
    }))

  test('a psql command pasted into a field opens the dialog', () =>
    stage().visit('/services/new', {}, async (page) => {
      await page.evaluate(() => navigator.clipboard.writeText('psql -h db.example.org -U ana shop'))
      await field(page, 'Host and port').focus()
      await page.keyboard.press('ControlOrMeta+v')
      await row(page, /db\.example\.org/).waitFor()
    }))

  test('a form is copied with a placeholder, and with the typed password on request', () =>
    stage().visit('/services/new', {}, async (page) => {
      await fillConnection(page, { host: 'db.example.org', database: 'shop', user: 'ana', password: canary })
      await button(page, 'Copy as…').click()
      const code = page.locator('[data-copy]')
      expect(await code.textContent()).toBe('postgresql://ana:${PGPASSWORD}@db.example.org:5432/shop?sslmode=prefer')
      await page.getByLabel('Format').selectOption('psql')
      await button(page, 'Copy').click()
      await button(page, 'Copied').waitFor()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('psql ')
      expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain(canary)
      await page.getByRole('checkbox', { name: 'Put in the password typed here' }).check()
      expect(await code.textContent()).toContain(`PGPASSWORD=${canary} psql`)
    }))

  test('a saved service is copied from the list, without its password', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('shop')
      await fillConnection(page, { host: 'db.example.org', database: 'shop', user: 'ana', password: canary })
      await button(page, 'Save without testing').click()
      await button(page, 'Actions for shop').click()
      await page.getByRole('menuitem', { name: 'Copy as…' }).click()
      await page.getByLabel('Format').selectOption('pgpass')
      expect(await page.locator('[data-copy]').textContent()).toBe('db.example.org:5432:shop:ana:${PGPASSWORD}')
      expect(await page.getByRole('checkbox', { name: /password/ }).isDisabled()).toBe(true)
    }))

  test('both dialogs are accessible in all looks', () =>
    stage().visit('/services/new', {}, async (page) => {
      await openPaste(page, 'A_DB_HOST=a\nA_DB_PASSWORD=x\nB_DB_HOST=b\nB_DB_SSLMODE=sometimes\n')
      await row(page, /Password/).waitFor()
      await expectAccessibleInAllLooks(page)
      await button(page, /^Change/).click()
      await button(page, 'Copy as…').click()
      await page.locator('[data-copy]').waitFor()
      await expectAccessibleInAllLooks(page)
    }))
}
