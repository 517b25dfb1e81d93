import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Element, Root, RootContent } from 'hast'
import { describe, expect, it } from 'vitest'
import type { HelpIndex } from '../../../src/core/help/help-index.ts'
import { parseHelp } from '../../../src/core/help/parse-help.ts'
import { helpProblems } from '../../../src/core/help/problem.ts'

/*
 * Each folder under fixtures/ is a document and what is made of it: `input.md`, and `tree.json` with the sections, their
 * trees and the problems. UPDATE=1 writes `tree.json` anew; read the difference before you commit it.
 */
const directory = path.join(import.meta.dirname, 'fixtures')
const cases = readdirSync(directory, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const update = process.env.UPDATE === '1'
if (update && process.env.CI) throw new Error('UPDATE=1 rewrites what the tests expect; it is refused where CI is set')

type Compact = string | readonly [string, Readonly<Record<string, unknown>>, ...Compact[]]

/** A tree in few lines: text as it is, an element as its name, its properties and its children. */
function compact(node: RootContent | Element['children'][number]): Compact {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') throw new Error(`unexpected ${node.type} in a finished tree`)
  return [node.tagName, node.properties, ...node.children.map(compact)]
}

const compactRoot = (root: Root) => root.children.filter((node) => !isBlank(node)).map(compact)
const isBlank = (node: RootContent) => node.type === 'text' && node.value.trim() === ''

function describeIndex({ title, overview, sections, problems }: HelpIndex) {
  return {
    title,
    overview: { text: overview.text, tree: compactRoot(overview.hast) },
    sections: sections.map(({ hast, ...section }) => ({ ...section, tree: compactRoot(hast) })),
    problems: problems.map(
      ({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code} ${message}`,
    ),
  }
}

describe('a help document', () => {
  it.each(cases)('%s', (name) => {
    const actual = describeIndex(parseHelp(readFileSync(path.join(directory, name, 'input.md'), 'utf8')))
    const golden = path.join(directory, name, 'tree.json')
    if (update) writeFileSync(golden, `${JSON.stringify(actual, null, 1)}\n`)
    expect(existsSync(golden)).toBe(true)
    expect(actual).toEqual(JSON.parse(readFileSync(golden, 'utf8')))
  })

  it('shows every problem that is known', () => {
    const inputs = cases.map((name) => readFileSync(path.join(directory, name, 'input.md'), 'utf8'))
    const shown = new Set(inputs.flatMap((input) => parseHelp(input).problems.map(({ code }) => code)))
    expect([...shown].sort()).toEqual(Object.keys(helpProblems).sort())
  })
})
