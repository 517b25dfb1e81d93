import { describe, expect, test } from 'vitest'
import { everyOid, type OidRange } from '../../../../src/connectors/postgres/catalog/question.ts'
import {
  databaseQuestions,
  expressionQuestions,
  relationQuestions,
  serverQuestions,
} from '../../../../src/connectors/postgres/catalog/questions/registry.ts'
import { columnAccess } from '../../../../src/connectors/postgres/privileges/column-access.ts'
import { relationAccess } from '../../../../src/connectors/postgres/privileges/relation-access.ts'
import { schemaAccess } from '../../../../src/connectors/postgres/privileges/schema-access.ts'
import { type PgVersion, supportedMajors } from '../../../../src/connectors/postgres/version.ts'

interface AnyQuestion {
  readonly name: string
  sql(version: PgVersion, range: OidRange): string
}

const questions: readonly AnyQuestion[] = [
  ...serverQuestions,
  ...databaseQuestions,
  ...relationQuestions,
  ...expressionQuestions,
  schemaAccess,
  relationAccess,
  columnAccess,
]

/** The text for every major; majors with the same text stand together. */
function render({ sql }: AnyQuestion): string {
  const parts: { from: number; to: number; text: string }[] = []
  for (const { major } of supportedMajors) {
    const text = sql(major * 10_000, everyOid).trim()
    const last = parts.at(-1)
    if (last?.text === text) last.to = major
    else parts.push({ from: major, to: major, text })
  }
  return parts
    .map(({ from, to, text }) => `-- Postgres ${from === to ? from : `${from} to ${to}`}\n${text};\n`)
    .join('\n')
}

/** Parts of SQL's grammar that are written like a call. */
const grammar = [
  'all',
  'any',
  'array',
  'as',
  'coalesce',
  'exists',
  'filter',
  'greatest',
  'in',
  'least',
  'nullif',
  'over',
  'values',
]

describe('the catalog’s questions', () => {
  test.each(questions)('$name is sent as its golden says', async (question) => {
    await expect(render(question)).toMatchFileSnapshot(`golden/${question.name}.sql`)
  })

  test.each(questions)('$name names every function with its schema', (question) => {
    const text = question.sql(180_000, everyOid).replace(/'(?:[^']|'')*'/g, "''")
    const called = [...text.matchAll(/(?<![\w.])([a-z_]+) ?\(/g)].map(([, name]) => name ?? '')
    const names = new Set(
      [...text.matchAll(/(?:as|lateral|with ordinality|\)) ([a-z_]+) ?\(/g)].map(([, name]) => name),
    )
    const keywords = /^(?:select|from|join|where|and|or|not|on|then|when|else|case|union|lateral|with|by|distinct)$/
    expect(called.filter((name) => !grammar.includes(name) && !keywords.test(name) && !names.has(name))).toEqual([])
  })

  test('names differ', () => {
    const names = questions.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('take nothing for an oid that is none', () => {
    expect(() => schemaAccess.sql(180_000, { oids: [1.5] })).toThrow('not an oid')
    expect(() => schemaAccess.sql(180_000, { from: -1, to: 5 })).toThrow('not an oid')
  })
})
