import { expect, test } from 'vitest'
import {
  button,
  expectAccessible,
  expectAccessibleInAllLooks,
  field,
  fillConnection,
  messageOf,
  testConnection,
} from './stage.ts'
import { readerPassword, type Suite } from './suite.ts'

export const access: Suite = ({ stage, server }) => {
  test('what is chosen becomes a script, and the script a connection to fill in', () =>
    stage().visit('/services', {}, async (page) => {
      await page.getByRole('link', { name: 'what to ask the DBA for' }).click()
      await page.getByText('Name the database to read').waitFor()
      await expectAccessible(page)
      await field(page, 'Database').fill('orders')
      await page.getByRole('checkbox', { name: 'Profiles and checks' }).check()
      await field(page, 'Its schemas').fill('sales, "a,b"')
      await page.getByText('SELECT ON ALL TABLES IN SCHEMA "a,b"').waitFor()
      await expectAccessible(page)

      // One stop for the tab key; arrows move.
      await page.getByRole('tab', { name: 'Step by step' }).focus()
      await page.keyboard.press('ArrowRight')
      expect(await page.getByRole('tabpanel').textContent()).toContain('\\password "patchbay_reader"')
      await page.keyboard.press('End')
      expect(await page.getByRole('tabpanel').textContent()).toContain('## A role for Patchbay')
      await expectAccessible(page)
      await button(page, 'Copy text').click()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('To undo all of it')

      await field(page, 'Name').fill('pg_reader')
      await page.locator('[aria-invalid="true"]').waitFor()
      expect(await messageOf(field(page, 'Name'))).toContain('belong to Postgres')
      await expectAccessible(page)
      await field(page, 'Name').fill('orders_reader')
      await page.getByRole('tabpanel').getByText('A role for Patchbay: orders_reader').waitFor()
      await button(page, 'Fill in the connection').click()
      await field(page, 'Username').waitFor()
      expect(await field(page, 'Username').inputValue()).toBe('orders_reader')
      expect(await field(page, 'Database').inputValue()).toBe('orders')
    }))

  test('its page is accessible in all looks', () =>
    stage().visit('/access?database=orders&for=usage,profiles', {}, async (page) => {
      await page.getByText('GRANT pg_read_all_data').first().waitFor()
      await button(page, 'Add database').click()
      await field(page, 'Database 2').fill('billing')
      await page.getByText('Let it into billing').or(page.getByText('Let it read billing')).first().waitFor()
      await expectAccessibleInAllLooks(page)
    }))

  test('a test offers one script for the whole gap, for what is wanted', () =>
    stage().visit('/services/new', {}, async (page) => {
      await server().sql('create table if not exists of_nobody (id int)', 'orders')
      const host = `127.0.0.1:${server().port}`
      await fillConnection(page, { host, database: 'orders', user: 'reader', password: readerPassword })
      await testConnection(page)
      await button(page, 'Copy script').click()
      const whole = await page.evaluate(() => navigator.clipboard.readText())
      expect(whole).toContain('GRANT SELECT ON')
      expect(whole).toContain('pg_stat_statements')
      await page.getByRole('checkbox', { name: 'Usage and lineage' }).uncheck()
      await button(page, 'Copy its undoing').click()
      const undo = await page.evaluate(() => navigator.clipboard.readText())
      expect(undo).toContain('REVOKE SELECT ON')
      expect(undo).not.toContain('pg_stat_statements')
      await server().sql('drop table of_nobody', 'orders')
    }))
}
