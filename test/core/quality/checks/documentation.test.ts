import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkKindIds, kindOf } from '../../../../src/core/quality/checks/kinds.ts'

test('the description of the file of checks says every kind with its parameters', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../../../content/checks.md'), 'utf8')
  for (const id of checkKindIds) {
    const [row = ''] = text.split('\n').filter((line) => line.startsWith(`| \`${id}\``))
    expect(row).toContain(kindOf(id).summary)
    for (const { name } of kindOf(id).parameters) expect(row).toContain(`\`${name}\``)
  }
})
