import { describe, expect, it } from 'vitest'
import { type FieldHelp, findHelp, helpLookup } from '../../../src/core/form/help-lookup.ts'
import { parseHelp } from '../../../src/core/help/parse-help.ts'
import type { JsonObject } from '../../../src/core/json.ts'

const help = (...ids: string[]) =>
  parseHelp(ids.map((id) => `$$section\n### ${id} $(id="${id}")\nText.\n$$\n`).join('\n'))
const text = { type: 'string' }
const schema: JsonObject = {
  properties: {
    ssl: { title: 'Certificates', properties: { ca: { type: 'string', title: 'CA', description: 'Who may sign.' } } },
    'odd.name': text,
    'a/b_c': text,
    hosts: { type: 'array', items: { properties: { name: text } } },
    options: { type: 'object', additionalProperties: text },
    auth: {
      oneOf: [
        { title: 'IAM', properties: { region: text, role: text } },
        { title: 'Basic', properties: { password: text, role: text } },
      ],
    },
    password: text,
    bare: { properties: { inner: text } },
  },
}

const found = (result: FieldHelp) => (result.kind === 'section' ? `${result.match} ${result.section.id}` : result.kind)

describe('findHelp', () => {
  it.each([
    ['its exact path', ['ssl.ca', 'ca', 'ssl'], ['ssl', 'ca'], 'path ssl.ca'],
    ['its path within one choice', ['auth', 'auth.iam.region', 'region'], ['auth', 'region'], 'branch auth.iam.region'],
    ['its own name', ['ssl', 'ca'], ['ssl', 'ca'], 'leaf ca'],
    ['the object around it', ['ssl'], ['ssl', 'ca'], 'ancestor ssl'],
    ['the list it is in', ['hosts'], ['hosts', 0, 'name'], 'ancestor hosts'],
    ['its path without list positions', ['hosts.name'], ['hosts', 3, 'name'], 'path hosts.name'],
    ['its path without list positions as text', ['hosts.name'], ['hosts', '3', 'name'], 'path hosts.name'],
    ['a key that the admin made up', ['options'], ['options', 'connect_timeout'], 'ancestor options'],
    ['a name with a dot in it', ['odd.name'], ['odd.name'], 'path odd.name'],
    ['a name with a slash and an underscore', ['a/b_c'], ['a/b_c'], 'path a/b_c'],
    ['an object deep above it', ['ssl'], ['ssl', 'ca', 'deep', 'deeper'], 'ancestor ssl'],
  ])('finds %s', (_what, ids, keys, expected) => {
    expect(found(findHelp(help(...ids), keys, schema))).toBe(expected)
  })

  it('takes none of several choices when the path does not tell which one is meant', () => {
    const index = help('auth', 'auth.iam.role', 'auth.basic.role')
    expect(found(findHelp(index, ['auth', 'role'], schema))).toBe('ancestor auth')
  })

  it('does not take the help of another field with the same name', () => {
    expect(found(findHelp(help('auth', 'password'), ['auth', 'password'], schema))).toBe('ancestor auth')
    expect(found(findHelp(help('auth', 'password'), ['password'], schema))).toBe('path password')
  })

  it('falls back to what the schema says', () => {
    expect(findHelp(help(), ['ssl', 'ca'], schema)).toEqual({
      kind: 'schema',
      title: 'CA',
      description: 'Who may sign.',
    })
    expect(findHelp(help(), ['ssl', 'ca', 'button'], schema)).toMatchObject({ kind: 'schema', title: 'CA' })
    expect(findHelp(help(), ['ssl'], schema)).toEqual({ kind: 'schema', title: 'Certificates', description: null })
  })

  it('has nothing to say of what is unknown or undescribed', () => {
    expect(findHelp(help(), ['bare', 'inner'], schema)).toEqual({ kind: 'none' })
    expect(findHelp(help('ssl'), [], schema)).toEqual({ kind: 'none' })
    expect(findHelp(help(), ['constructor'], schema)).toEqual({ kind: 'none' })
    expect(findHelp(help(), ['__proto__', 'x'], schema)).toEqual({ kind: 'none' })
  })

  it('takes the first of two sections with one id', () => {
    const index = parseHelp('$$section\n### First $(id="ssl")\nA.\n$$\n$$section\n### Second $(id="ssl")\nB.\n$$\n')
    const result = helpLookup(index, schema)(['ssl'])
    expect(result.kind === 'section' && result.section.title).toBe('First')
  })
})
