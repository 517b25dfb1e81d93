import { describe, expect, it } from 'vitest'
import { checkCoverage } from '../../../src/core/help/check-coverage.ts'
import { parseHelp } from '../../../src/core/help/parse-help.ts'
import type { JsonObject } from '../../../src/core/json.ts'

const help = (...ids: string[]) => parseHelp(ids.map((id) => `$$section\n### T $(id="${id}")\nText.\n$$\n`).join('\n'))
const text = { type: 'string' }

describe('checkCoverage', () => {
  it('finds properties without help and help without a property', () => {
    const schema = { properties: { host: text, port: text } }
    expect(checkCoverage(help('host', 'prot'), schema)).toEqual({
      documented: ['/host'],
      undocumented: ['/port'],
      orphaned: ['prot'],
    })
  })

  it('looks into nested objects, references and choices', () => {
    const schema: JsonObject = {
      properties: {
        ssl: { type: 'object', properties: { ca: text, 'a/b': text } },
        filter: { $ref: '#/definitions/filter' },
        auth: { oneOf: [{ properties: { password: text } }, { $ref: '#/definitions/iam' }] },
        hosts: { type: 'array', items: { properties: { name: text } } },
      },
      definitions: {
        filter: { properties: { includes: { type: 'array', items: text } } },
        iam: { allOf: [{ properties: { region: text } }], properties: { key: text } },
      },
    }
    const { documented, undocumented } = checkCoverage(help('ssl', 'ssl.ca', 'filter'), schema)
    expect(documented).toEqual(['/ssl', '/ssl/ca', '/filter'])
    expect(undocumented).toEqual([
      '/ssl/a~1b',
      '/filter/includes',
      '/auth',
      '/auth/password',
      '/auth/key',
      '/auth/region',
      '/hosts',
      '/hosts/name',
    ])
  })

  it('takes a property’s own name, and its name within a choice, as its help', () => {
    const schema = {
      properties: {
        auth: { oneOf: [{ properties: { region: text, secret: text } }, { properties: { secret: text } }] },
      },
    }
    const index = help('auth', 'region', 'auth.iam.secret', 'auth.basic.secret')
    expect(checkCoverage(index, schema)).toEqual({
      documented: ['/auth', '/auth/region', '/auth/secret'],
      undocumented: [],
      orphaned: [],
    })
  })

  it('does not take the help of another field with the same name', () => {
    const schema = { properties: { password: text, proxy: { properties: { password: text } } } }
    expect(checkCoverage(help('password', 'proxy'), schema).undocumented).toEqual(['/proxy/password'])
  })

  it('asks for no help where nobody fills anything in', () => {
    const schema = { properties: { type: text, supportsProfiler: text, supportsDatabase: text, host: text } }
    expect(checkCoverage(help('host', 'supportsDatabase'), schema)).toEqual({
      documented: ['/host'],
      undocumented: [],
      orphaned: [],
    })
  })

  it('ends on a schema that contains itself', () => {
    const schema: JsonObject = {
      properties: { tree: { $ref: '#/definitions/node' } },
      definitions: { node: { properties: { name: text, child: { $ref: '#/definitions/node' } } } },
    }
    expect(checkCoverage(help('tree'), schema).undocumented).toEqual(['/tree/name', '/tree/child'])
  })

  it('ignores what a schema says in the wrong type', () => {
    const schema = { properties: { a: true, b: { properties: [], oneOf: {}, items: 3, $ref: '#/nowhere' } } }
    expect(checkCoverage(help(), schema)).toEqual({ documented: [], undocumented: ['/b'], orphaned: [] })
  })
})
