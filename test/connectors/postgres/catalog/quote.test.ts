import { expect, test } from 'vitest'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../../../src/connectors/postgres/catalog/quote.ts'
import { parseSourceName, sourceInSql } from '../../../../src/connectors/postgres/catalog/statement-source.ts'

test('identifiers are always quoted, whatever is in them', () => {
  expect(quoteIdentifier('orders')).toBe('"orders"')
  expect(quoteIdentifier('a"; drop table b; --')).toBe('"a""; drop table b; --"')
  expect(quoteQualified('Odd "name"', 'select')).toBe('"Odd ""name"""."select"')
})

test('strings are quoted without depending on a setting', () => {
  expect(quoteLiteral("it's")).toBe("'it''s'")
  expect(quoteLiteral("back\\slash'")).toBe("E'back\\\\slash'''")
})

test.each([
  ['pg_stat_statements', '"pg_stat_statements"'],
  ['Monitoring.Statements', '"monitoring"."statements"'],
  ['"Monitoring"."My ""view"" . 1"', '"Monitoring"."My ""view"" . 1"'],
  ['monitoring."Statements"', '"monitoring"."Statements"'],
])('the statement source %s stands as %s in a statement', (text, sql) => {
  expect(sourceInSql(parseSourceName(text))).toBe(sql)
})
