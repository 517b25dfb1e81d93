import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { isJsonObject, type JsonValue } from '../../src/core/json.ts'
import { locateValue } from '../../src/server/locate-value.ts'

const schema = readFileSync(path.resolve(import.meta.dirname, '../../content/postgres/connection.schema.json'), 'utf8')

test('every value of the schema is found where a full parser finds it', () => {
  const lines = new LineCounter()
  const document = parseDocument(schema, { lineCounter: lines })
  let compared = 0
  const walk = (value: JsonValue, keys: readonly string[]): void => {
    const node = keys.length === 0 ? document.contents : document.getIn(keys, true)
    const { line, col } = lines.linePos((isNode(node) && node.range?.[0]) || 0)
    expect(locateValue(schema, keys), keys.join('/')).toEqual({ line, column: col })
    compared += 1
    const members = Array.isArray(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : []
    for (const [key, member] of members) walk(member as JsonValue, [...keys, String(key)])
  }
  walk(JSON.parse(schema), [])
  expect(compared).toBeGreaterThan(100)
})

test('where there is no such value, the nearest around it is told', () => {
  const text = '{\n  "a": { "b,}": [1, "]", { "c": null }] }\n}'
  expect(locateValue(text, ['a', 'b,}', 2, 'c'])).toEqual({ line: 2, column: 33 })
  expect(locateValue(text, ['a', 'b,}', 7, 'c'])).toEqual({ line: 2, column: 17 })
  expect(locateValue(text, ['a', 'b,}', 1, 'x'])).toEqual({ line: 2, column: 21 })
  expect(locateValue(text, ['x'])).toEqual({ line: 1, column: 1 })
  expect(locateValue('', ['x'])).toEqual({ line: 1, column: 1 })
})
