import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, field, fillConnection, testConnection } from './stage.ts'
import { readerPassword, type Suite } from './suite.ts'

const openOnly = async (page: Page) => {
  await page.locator('tbody').getByRole('link').first().click()
  await field(page, 'Host and port').waitFor()
}

const save = async (page: Page) => {
  await button(page, /^Save(?! and read)/).click()
  const anyway = button(page, 'Save anyway')
  await Promise.race([page.waitForURL(/saved=/), anyway.waitFor().then(() => anyway.click())])
  await page.waitForURL(/saved=/)
}

export const secrets: Suite = ({ stage, server }) => {
  test('a stored password is used, shown only as stored, replaced, kept and removed', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('secret')
      const host = `127.0.0.1:${server().port}`
      await fillConnection(page, { host, database: 'orders', user: 'reader', password: readerPassword })
      await save(page)
      await openOnly(page)
      const box = page.locator(`[data-path='["password"]']`)
      await box.getByText('stored').waitFor()
      expect(await box.locator('input').count()).toBe(0)
      expect(await page.content()).not.toContain(readerPassword)
      await testConnection(page)
      expect(await page.locator('[data-stage="authenticate"]').getAttribute('data-status')).toBe('passed')

      await button(page, 'Replace Password').click()
      expect(await field(page, 'Password').evaluate((input) => input === document.activeElement)).toBe(true)
      await button(page, 'Keep stored').click()
      await button(page, 'Remove Password').click()
      await box.getByText('Will be removed when you save').waitFor()
      await save(page)
      await openOnly(page)
      expect(await field(page, 'Password').inputValue()).toBe('')
    }))

  test('a password whose address has changed says that it is out of use', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Name').fill('moved')
      await fillConnection(page, {
        host: 'db.example.org',
        database: 'orders',
        user: 'reader',
        password: readerPassword,
      })
      await save(page)
      await openOnly(page)
      await field(page, 'Host and port').fill('elsewhere.example.org')
      await save(page)
      await openOnly(page)
      await page.getByText(/Out of use/).waitFor()
      await button(page, 'Type again: Password').click()
      await field(page, 'Password').fill('typed again')
      await save(page)
      await openOnly(page)
      await page.locator(`[data-path='["password"]']`).getByText('stored').waitFor()
    }))

  test('a key is read from a file and not shown; what is too large or no text is refused', () =>
    stage().visit('/services/new', {}, async (page) => {
      const directory = await mkdtemp(path.join(tmpdir(), 'patchbay-files-'))
      try {
        const key = '-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n'
        await writeFile(path.join(directory, 'client.key'), key)
        await writeFile(path.join(directory, 'binary.der'), Buffer.from([0x30, 0x82, 0x00, 0x01]))
        await writeFile(path.join(directory, 'large.pem'), 'x'.repeat(1_000_001))
        const box = page.locator(`[data-path='["sslConfig","sslKey"]']`)
        const picker = box.locator('input[type="file"]')
        await picker.setInputFiles(path.join(directory, 'binary.der'))
        await box.getByText('is not text').waitFor()
        await picker.setInputFiles(path.join(directory, 'large.pem'))
        await box.getByText('at most 1,000 kB').waitFor()
        await picker.setInputFiles(path.join(directory, 'client.key'))
        await box.getByText('1 private key').first().waitFor()
        expect(await box.textContent()).not.toContain('bm90')
        expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('bm90')
      } finally {
        await rm(directory, { recursive: true, force: true })
      }
    }))
}
