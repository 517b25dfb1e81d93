import { expect, test } from 'vitest'
import { snapshotJson } from '../../../src/core/catalog/snapshot-json.ts'

test('every kind of object is written as JSON.stringify writes it, columns that come again too', () => {
  const alike = { name: 'id "columns":null', type: 'int', comment: null }
  const relation = {
    kind: 'table',
    name: '"columns":null',
    identity: { oid: 1, columns: [1, 2] },
    columns: [alike, { name: 'é\u2028', type: 'text', comment: '[]' }, alike],
    constraints: [{ name: 'c', columns: ['id'] }],
    note: undefined,
  }
  const objects = [
    relation,
    { ...relation, columns: [] },
    { ...relation, columns: [alike] },
    { kind: 'publication', relations: [{ name: 'a', columns: null }] },
    { kind: 'end', counts: {} },
  ]
  const toJson = snapshotJson()
  for (const object of [...objects, ...objects]) expect(toJson(object)).toBe(JSON.stringify(object))
})
