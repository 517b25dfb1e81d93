import { expect, test } from 'vitest'
import { ddl } from '../../../../src/connectors/postgres/ddl/ddl.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import { plainTable, textColumn } from '../../../support/plain-table.ts'

const server = { version: '18.4', versionNum: 180_004, systemIdentifier: null }
const parent = plainTable('public', 'parent', { columns: [textColumn('id'), textColumn('added')] })

function ddlOfChild(columns: readonly string[], more: Partial<Relation> = {}): string {
  const child = plainTable('public', 'child', {
    columns: columns.map((name) => textColumn(name, { local: name === 'own' })),
    parents: [{ schema: 'public', name: 'parent' }],
    ...more,
  })
  return ddl.renderObject(child, [parent, child], server)
}

test('it is said where columns that a parent was given later come in another order', () => {
  const ddl = ddlOfChild(['id', 'own', 'added'])
  expect(ddl).toMatch(/^-- Columns come in another order than on the server/)
  expect(ddl).toContain('CREATE TABLE public.child (\n    own text\n)\nINHERITS (public.parent);')
})

test('nothing is said where the order comes out by itself', () => {
  expect(ddlOfChild(['id', 'added', 'own'])).toMatch(/^CREATE TABLE/)
  const partition = { partitionBound: "FOR VALUES IN ('a')" }
  expect(ddlOfChild(['added', 'id'], partition)).toMatch(/^CREATE TABLE/)
})
