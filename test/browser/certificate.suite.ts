import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Authority, createAuthority } from '../support/certificates.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import { expectAccessible, field, fillConnection, testConnection } from './stage.ts'
import type { Suite } from './suite.ts'

const looks = { light: {}, 'dark on 360 px': { dark: true, width: 360, height: 740 } } as const

export const certificate: Suite = ({ stage }) => {
  let authority: Authority
  let server: TestServer

  beforeAll(async () => {
    authority = await createAuthority('Orders CA')
    const { cert, key } = await authority.issueServer()
    server = await startServer({ tls: { cert: `${cert.trim()}\n${authority.cert.trim()}\n`, key } })
  })
  afterAll(() => server?.stop())

  const fillIn = async (page: Page) => {
    const host = `127.0.0.1:${server.port}`
    await fillConnection(page, { host, database: 'postgres', user: 'postgres', password: server.password })
  }
  const authorityField = (page: Page) => field(page, 'CA certificate')

  for (const [name, look] of Object.entries(looks)) {
    const title = `a refused certificate is shown, and its CA trusted only after a question, ${name}`
    test(title, () =>
      stage().visit('/services/new', look, async (page) => {
        await fillIn(page)
        await page.getByRole('combobox', { name: 'SSL mode' }).selectOption('verify-full')
        await authorityField(page).fill((await createAuthority('Somebody else')).cert)
        await testConnection(page)
        const card = page.locator('[data-code="CONN_TLS_UNKNOWN_SIGNER"]').first()
        await card.waitFor()
        if ('width' in look) {
          // A phone has the buttons under the field as well.
          await page.locator('[data-invalid]').getByRole('button', { name: 'Trust this CA…', exact: true }).waitFor()
        }
        await card.getByRole('button', { name: 'Details', exact: true }).click()
        const drawer = page.getByRole('dialog')
        await drawer.getByText('Refused because its signer is not known here').waitFor()
        await drawer.getByText('CN=Orders CA').first().waitFor()
        await expectAccessible(page)
        await drawer.getByRole('button', { name: 'Close', exact: true }).click()

        await card.getByRole('button', { name: 'Trust this CA…', exact: true }).click()
        const question = page.getByRole('dialog', { name: 'Trust CN=Orders CA?' })
        await question.waitFor()
        await expectAccessible(page)
        await question.getByRole('button', { name: 'Not now', exact: true }).click()
        expect(await authorityField(page).inputValue()).not.toBe(authority.cert.trim())
        await card.getByRole('button', { name: 'Trust this CA…', exact: true }).click()
        await question.getByRole('button', { name: 'It is the same, fill it in', exact: true }).click()
        await expect.poll(async () => (await authorityField(page).inputValue()).trim()).toBe(authority.cert.trim())
        await testConnection(page)
        await page.locator('[data-stage="encrypt"][data-status="passed"]').waitFor()
      }),
    )
  }

  test('what nobody verified can be looked at and trusted from the details of its stage', () =>
    stage().visit('/services/new', {}, async (page) => {
      await fillIn(page)
      await page.getByRole('combobox', { name: 'SSL mode' }).selectOption('require')
      await testConnection(page)
      await page.locator('[data-stage="encrypt"][data-status="passed"]').click()
      const drawer = page.getByRole('dialog')
      await drawer.getByText('Not verified: ').waitFor()
      await drawer.getByRole('button', { name: 'Trust this CA…', exact: true }).click()
      await page
        .getByRole('dialog', { name: 'Trust CN=Orders CA?' })
        .getByRole('button', { name: 'It is the same, fill it in' })
        .click()
      await expect.poll(async () => (await authorityField(page).inputValue()).trim()).toBe(authority.cert.trim())
    }))
}
