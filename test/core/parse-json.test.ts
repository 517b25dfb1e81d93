import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../src/core/parse-json.ts'

describe('a text that is not JSON is told where and why', () => {
  test.each([
    ['', 1, 1, 'a value is missing; the text ends here'],
    ['{', 1, 2, 'a member name in double quotes is missing'],
    ['{"a": 1,}', 1, 9, 'a member name in double quotes is missing'],
    ['{"a" 1}', 1, 6, 'a colon is missing after the member name'],
    ['{\n  "a": [1 2]\n}', 2, 11, 'a comma or ] is missing'],
    ['{"a": nul}', 1, 7, 'a value is missing or not valid'],
    ['"a\nb"', 1, 3, 'a control character in a string must be escaped'],
    ['"a\\qb"', 1, 3, 'unknown escape in a string'],
    ['"a', 1, 3, 'the string is not closed'],
    ['{} x', 1, 4, 'nothing may follow the value'],
    ['{"__pr\\u006fto__": 1}', 1, 2, 'a member may not be named __proto__'],
    ['['.repeat(300), 1, 202, 'nested deeper than 200 levels'],
  ])('%j', (text, line, column, message) => {
    expect(parseJson(text)).toEqual({ ok: false, error: { line, column, message } })
  })
})

test('it agrees with JSON.parse on every text, and on its value', () => {
  const agrees = (text: string) => {
    const ours = parseJson(text)
    let theirs: unknown
    try {
      theirs = JSON.parse(text)
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError)
      expect(ours.ok, text).toBe(false)
      return
    }
    if (text.includes('__proto__')) return
    expect(ours, text).toEqual({ ok: true, value: theirs })
  }
  fc.assert(fc.property(fc.json(), agrees), { numRuns: 300 })
  const damaged = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, insert]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + insert + text.slice(place + 1)
  })
  fc.assert(fc.property(damaged, agrees), { numRuns: 1000 })
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    'a',
    '1',
    '-',
    '.',
    'e',
    '0',
    ' ',
    '\\',
    'true',
    'null',
    '\u2028',
    '\u007f',
    '\t',
  )
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 8 }).map((list) => list.join('')),
      agrees,
    ),
    { numRuns: 2000 },
  )
})
