import { expect, test } from 'vitest'
import { button, field } from './stage.ts'
import type { Suite } from './suite.ts'

export const shell: Suite = ({ stage }) => {
  test('every page has its title and address, and back works', () =>
    stage().visit('/', {}, async (page) => {
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      expect(new URL(page.url()).pathname).toBe('/services')
      expect(await page.title()).toBe('Services · Patchbay')
      await page.getByRole('link', { name: 'Add service' }).click()
      await field(page, 'Host and port').waitFor()
      expect(await page.title()).toBe('New Postgres service · Services · Patchbay')
      await page.goBack()
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      await page.goForward()
      await field(page, 'Host and port').waitFor()
    }))

  test('an unknown address, service or connector is said to be one', () =>
    stage().visit('/nowhere', {}, async (page) => {
      await page.getByRole('heading', { name: 'No page at this address' }).waitFor()
      await page.goto(new URL('/services/00000000-0000-4000-8000-000000000000', page.url()).href)
      await page.getByRole('heading', { name: 'No service at this address' }).waitFor()
      await page.goto(new URL('/services/new/unheard-of', page.url()).href)
      await page.getByRole('heading', { name: 'No connector at this address' }).waitFor()
      for (const path of ['/services/mistyped', '/runs/mistyped']) {
        await page.goto(new URL(path, page.url()).href)
        await page.getByRole('heading', { name: 'Nothing at this address' }).waitFor()
      }
      await page.getByRole('link', { name: 'Go to services' }).click()
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
    }))

  test('the theme is chosen, kept and follows the system again', () =>
    stage().visit('/services', {}, async (page) => {
      const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
      await button(page, /^Theme/).click()
      await page.getByRole('menuitem', { name: 'Dark' }).click()
      expect(await scheme()).toBe('dark')
      await page.reload()
      expect(await scheme()).toBe('dark')
      await button(page, /^Theme/).click()
      await page.getByRole('menuitem', { name: 'As the system' }).click()
      expect(await scheme()).toBe('light')
    }))

  test('the first tab stop skips to the content', () =>
    stage().visit('/services', {}, async (page) => {
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    }))

  test('a server that is gone is named, and trying again finds it', () =>
    stage().visit('/services', {}, async (page) => {
      await page.getByRole('heading', { name: 'No services yet' }).waitFor()
      await page.route('**/api/**', (route) => route.abort('connectionrefused'))
      await page.getByRole('link', { name: 'Add service' }).click()
      await page.getByRole('heading', { name: 'Patchbay’s server does not answer' }).waitFor()
      await page.unroute('**/api/**')
      await button(page, 'Try again').click()
      await field(page, 'Host and port').waitFor()
    }))
}
