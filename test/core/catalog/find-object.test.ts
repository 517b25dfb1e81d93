import { describe, expect, it } from 'vitest'
import { findObject, parseObjectName, writeObjectName } from '../../../src/core/catalog/find-object.ts'
import type { SnapshotObject } from '../../../src/core/catalog/snapshot.ts'

const object = (kind: string, schema: string | null, name: string, more: Record<string, unknown> = {}) =>
  ({ kind, database: 'shop', schema, name, extension: null, ...more }) as unknown as SnapshotObject

const objects = [
  object('schema', null, 'public'),
  object('table', 'public', 'orders'),
  object('table', 'public', 'Order "lines"'),
  object('table', 'a.b', 'c'),
  object('function', 'public', 'orders', { arguments: '' }),
  object('function', 'public', 'total', { arguments: 'a integer, "the text" text' }),
  object('function', 'public', 'total', { arguments: 'numeric(4,2), double precision' }),
  object('operator', 'public', '<->', { arguments: 'point, point' }),
  object('system privileges', null, 'pg_catalog.pg_read_file(text)', { on: 'routine' }),
  object('cast', null, 'public.mood AS integer'),
]
const find = (text: string) => {
  const found = findObject(objects, text)
  return found.ok ? objects.indexOf(found.value) : found.error
}

describe('an object by its name', () => {
  it.each([
    ['public', 0],
    ['public.orders', 1],
    ['PUBLIC.Orders', 1],
    ['shop.public.orders', 1],
    ['shop.public', 0],
    ['public."Order ""lines"""', 2],
    ['"a.b".c', 3],
    ['public.orders()', 4],
    ['public.total(integer, text)', 5],
    ['public.total(int4,text)', 5],
    ['public.total( numeric(4,2) , float8 )', 6],
    ['public.<->(point, point)', 7],
    ['public.<->', 7],
    ['pg_catalog.pg_read_file(text)', 8],
    ['public.mood AS integer', 9],
  ])('%s is found', (text, place) => {
    expect(find(text)).toBe(place)
  })

  it.each([
    ['public.ordrs', 'public.orders'],
    ['public.nothing_like_it_at_all', null],
    ['other.public.orders', 'shop.public.orders'],
  ])('%s is not there, and what is nearest is said', (text, nearest) => {
    expect(find(text)).toEqual({ kind: 'unknown', nearest })
  })

  it('asks which one where arguments are missing or others', () => {
    expect(find('public.total')).toMatchObject({ kind: 'ambiguous', objects: [objects[5], objects[6]] })
    expect(find('public.total(text)')).toMatchObject({ kind: 'ambiguous' })
  })

  it.each(['', '.', 'a.b.c.d', '"unclosed', 'a b', 'a.(b)x'])('%j is no name', (text) => {
    expect(parseObjectName(text)).toBeNull()
  })

  it('is written so that it is found again', () => {
    for (const [place, one] of objects.entries()) {
      expect(find(writeObjectName(one, false))).toBe(place)
      expect(find(writeObjectName(one, true))).toBe(place)
    }
  })
})
