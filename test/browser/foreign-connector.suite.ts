import { expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { button, expectAccessible, field, messageOf } from './stage.ts'
import type { Suite } from './suite.ts'

/** A connector that exists as a folder of content only: references, branches in branches, lists of objects. */
export const foreignSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'patchbay:switchboard/connection',
  title: 'Switchboard',
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    type: { type: 'string', enum: ['Switchboard'], default: 'Switchboard' },
    supportsProfiler: { type: 'boolean', default: true },
    kind: { title: 'Kind', type: 'string', minLength: 2, expose: true },
    since: { title: 'Since', type: 'string', format: 'date' },
    authType: {
      title: 'Authentication',
      mask: true,
      oneOf: [
        {
          title: 'Token',
          type: 'object',
          required: ['token'],
          additionalProperties: false,
          properties: { token: { title: 'Token value', type: 'string', format: 'password' } },
        },
        {
          title: 'Cloud',
          type: 'object',
          required: ['region'],
          additionalProperties: false,
          properties: {
            region: { title: 'Region', type: 'string', minLength: 2 },
            via: {
              title: 'Via',
              oneOf: [
                {
                  title: 'Profile',
                  type: 'object',
                  additionalProperties: false,
                  properties: { profile: { title: 'Profile name', type: 'string' } },
                },
                {
                  title: 'Port',
                  type: 'object',
                  additionalProperties: false,
                  properties: { port: { title: 'Port number', type: 'integer', minimum: 1 } },
                },
              ],
            },
          },
        },
      ],
    },
    lines: { title: 'Lines', type: 'array', items: { $ref: '#/definitions/line' } },
    colours: { title: 'Colours', type: 'array', uniqueItems: true, items: { type: 'string', enum: ['red', 'green'] } },
  },
  definitions: {
    line: {
      title: 'Line',
      type: 'object',
      additionalProperties: false,
      properties: { label: { title: 'Label', type: 'string' }, gain: { title: 'Gain', type: 'number' } },
    },
  },
}

export const foreignConnector: Suite = ({ stage }) => {
  test('a connector that is only a folder gets its form, its help and its place in the list', () =>
    stage().visit('/services/new/switchboard', {}, async (page) => {
      await page.getByRole('heading', { name: 'New Switchboard service' }).waitFor()
      expect(await page.getByText('Supports profiler', { exact: false }).count()).toBe(0)
      await page.getByText('This connector has no connection test').waitFor()
      await field(page, 'Name').fill('board')
      await field(page, 'Kind').fill('x')
      await page.keyboard.press('Tab')
      expect(await messageOf(field(page, 'Kind'))).toContain('At least 2')
      await field(page, 'Kind').fill('desk')
      await page.getByRole('combobox', { name: 'Kind of Authentication' }).selectOption({ label: 'Cloud' })
      await field(page, 'Region').fill('north')
      await page.getByRole('combobox', { name: 'Kind of Via' }).selectOption({ label: 'Port' })
      await field(page, 'Port number').fill('7')
      await button(page, 'Add to Lines').click()
      await field(page, 'Label').fill('first')
      await field(page, 'Gain').fill('0.5')
      await page.getByRole('checkbox', { name: 'green' }).check()
      await expectAccessible(page)
      await button(page, 'Save').click()
      await page.waitForURL(/saved=/)
      const saved: ServiceDetail = await page.evaluate(async () => {
        const [service] = await (await fetch('/api/services')).json()
        return await (await fetch(`/api/services/${service.id}`)).json()
      })
      expect(saved.settings).toEqual({
        kind: 'desk',
        authType: { region: 'north', via: { port: 7 } },
        lines: [{ label: 'first', gain: 0.5 }],
        colours: ['green'],
      })
    }))
}
