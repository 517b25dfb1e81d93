import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, field, markedHelp } from './stage.ts'
import type { Suite } from './suite.ts'

const panel = (page: Page) => page.getByRole('region', { name: 'Help text' })

/** Every control in the form that can take the focus, by where it is and what marks it. */
async function helpOfEveryControl(page: Page): Promise<{ control: string; help: string; scrolled: boolean }[]> {
  return await page.evaluate(async () => {
    const controls = document.querySelectorAll<HTMLElement>(
      'form :is(input:not([type="file"]), select, textarea, button:not([data-help-button], [aria-expanded]))',
    )
    const found = []
    for (const control of controls) {
      control.focus()
      // Help that the document does not hold is drawn once the event is over.
      await Promise.resolve()
      const body = document.querySelector('[data-help-mark]')?.parentElement
      const mark = body?.querySelector<HTMLElement>('[data-help-mark]')
      const top = (mark?.offsetTop ?? 0) - (body?.scrollTop ?? 0)
      found.push({
        control: control.getAttribute('aria-label') ?? control.id,
        help: mark?.querySelector('h3')?.textContent ?? '',
        scrolled: top >= 0 && top < (body?.clientHeight ?? 0),
      })
    }
    return found
  })
}

export const help: Suite = ({ stage }) => {
  test('with nothing focused the panel shows the requirements and the fields', () =>
    stage().visit('/services/new', {}, async (page) => {
      await panel(page).waitFor()
      expect(await page.locator('[data-help-mark]').count()).toBe(0)
      expect(await panel(page).textContent()).toContain('pg_read_all_stats')
      const contents = panel(page).getByRole('navigation', { name: 'Fields' })
      await contents.getByRole('button', { name: 'SSL mode' }).click()
      expect(await page.getByRole('combobox', { name: 'SSL mode' }).evaluate((e) => e === document.activeElement)).toBe(
        true,
      )
      expect(await markedHelp(page).textContent()).toBe('SSL mode')
    }))

  test('focusing any control marks its help and scrolls the panel alone', () =>
    stage().visit('/services/new', {}, async (page) => {
      await button(page, /^Advanced/).click()
      for (const add of await page.getByRole('button', { name: /^Add (pattern|entry)$/ }).all()) await add.click()
      await page.evaluate(() => document.getElementById('main')?.scrollTo(0, 0))
      const found = await helpOfEveryControl(page)
      expect(found.length).toBeGreaterThan(30)
      expect(found.filter(({ help: title }) => title === '')).toEqual([])
      expect(found.filter(({ scrolled }) => !scrolled)).toEqual([])
      expect(await page.evaluate(() => [window.scrollY, document.getElementById('main')?.scrollTop])).toEqual([0, 0])
    }))

  test('help follows the keyboard, and goes back to the requirements with nothing focused', () =>
    stage().visit('/services/new', {}, async (page) => {
      await field(page, 'Username').focus()
      expect(await markedHelp(page).textContent()).toBe('Username')
      await page.keyboard.press('Tab')
      expect(await markedHelp(page).textContent()).toBe('Password')
      await page.getByRole('heading', { level: 1 }).click()
      await page.waitForFunction(() => document.querySelector('[data-help-mark]') === null)
      expect(await panel(page).evaluate((body) => body.scrollTop)).toBe(0)
    }))

  test('a link opens page, field and section', () =>
    stage().visit('/services/new#help=queryStatementSource', {}, async (page) => {
      await markedHelp(page).waitFor()
      expect(await markedHelp(page).textContent()).toBe('Query statement source')
      expect(await field(page, 'Query statement source').evaluate((e) => e === document.activeElement)).toBe(true)
      await page.evaluate(() => {
        location.hash = '#help=sslConfig.caCertificate'
      })
      await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
      expect(await markedHelp(page).textContent()).toContain('CA certificate')
    }))

  test('a click on a section focuses its field; arrows and search move through the manual', () =>
    stage().visit('/services/new', {}, async (page) => {
      await panel(page).locator('[data-help-id="database"] p').first().click()
      expect(await field(page, 'Database').evaluate((e) => e === document.activeElement)).toBe(true)
      const before = await markedHelp(page).textContent()
      await button(page, 'Next section').click()
      expect(await markedHelp(page).textContent()).not.toBe(before)
      await button(page, 'Previous section').click()
      expect(await markedHelp(page).textContent()).toBe(before)
      await page.getByRole('searchbox', { name: 'Search in help' }).fill('pg_stat_statements')
      await page.waitForFunction(() => document.querySelectorAll('[data-section][hidden]').length > 3)
      await page.getByRole('searchbox', { name: 'Search in help' }).fill('no such words')
      await page.getByText('Nothing in the help mentions').waitFor()
    }))

  test('code copies as it reads, highlighted', () =>
    stage().visit('/services/new', {}, async (page) => {
      const block = panel(page).locator('pre').first()
      const text = (await block.textContent())?.trimEnd()
      expect(await block.locator('[class*="hljs-"]').count()).toBeGreaterThan(0)
      await panel(page).getByRole('button', { name: 'Copy code' }).first().click()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    }))

  test('on a small screen help is a sheet that opens on request and leaves the field in view', () =>
    stage().visit('/services/new', { width: 360, height: 740 }, async (page) => {
      await field(page, 'Database').focus()
      expect(await page.locator('#help-sheet').count()).toBe(0)
      await button(page, 'Help for Username').click()
      const sheet = page.locator('#help-sheet')
      await sheet.waitFor()
      expect(await markedHelp(page).textContent()).toBe('Username')
      const [field_, sheet_] = await Promise.all([field(page, 'Username').boundingBox(), sheet.boundingBox()])
      expect(field_?.y).toBeGreaterThan(0)
      expect((field_?.y ?? 0) + (field_?.height ?? 0)).toBeLessThanOrEqual(sheet_?.y ?? 0)
      expect(Math.round(sheet_?.height ?? 0)).toBe(370)
      await page.keyboard.press('Escape')
      await sheet.waitFor({ state: 'detached' })
    }))
}
