import fc from 'fast-check'
import type { Element, Root } from 'hast'
import { describe, expect, it } from 'vitest'
import type { HelpIndex } from '../../../src/core/help/help-index.ts'
import { parseHelp } from '../../../src/core/help/parse-help.ts'

/*
 * What holds for every document, however broken. Documents are put together from the marks that matter, each word of
 * theirs is unique, and what a reader sees is taken from the trees.
 */

/** Text of a tree outside code, one line a text node or element. */
function shownOutsideCode(parent: Root | Element): string {
  return parent.children
    .map((child) => {
      if (child.type === 'text') return child.value
      if (child.type !== 'element' || child.tagName === 'code' || child.tagName === 'pre') return ''
      return child.tagName === 'img' ? `\n${child.properties.alt}\n` : shownOutsideCode(child)
    })
    .join('')
}

function everythingShown({ title, overview, sections }: HelpIndex): string {
  const texts = sections.flatMap((section) => [section.title ?? '', section.text])
  return [title ?? '', overview.text, ...texts].join('\n')
}

const marks = [
  '$$',
  '$$section',
  '$$note',
  '$$note ',
  '$$ ',
  '  $$',
  '    $$',
  '\t$$tip',
  '> $$note',
  '> $$',
  '- $$',
  '- $$section',
  '$$unknown',
  '$$Warning',
  '$$section ### ¤ $(id="a")',
  '$$$',
  '$$$$',
  '¤ $$ ¤',
  '$$note ¤ ¤',
  '\\$$',
  '$$\\',
  '### ¤ $(id="a")',
  '###¤$(id="b")',
  '# ¤',
  '## ¤ ##',
  '### ¤ $(id=c',
  "#### $(id='d') ¤",
  '### $(id="")',
  '######¤$(id="e")',
  '¤ $(id="f") ¤',
  '- ¤ $(id="g")',
  '| ¤ | ¤ $(id="h") |',
  '| - | - |',
  '| ¤ |',
  '¤',
  '¤ ¤',
  '- ¤',
  '1. ¤',
  '  ¤',
  '    ¤',
  '> ¤',
  '> - ¤',
  '>   $$',
  '  - ¤',
  '* * *',
  '---',
  '===',
  '```',
  '```sql',
  '~~~',
  '````',
  '',
  ' ',
  '<div>',
  '</div>',
  '<b>¤',
  '¤</b>',
  '<br>',
  '<a href="x">¤',
  '</a>',
  '<!-- hidden -->',
  '<Note>',
  '</Note>',
  '<pre>',
  '</pre>',
  '<¤',
  '¤ > ¤',
  '<!--',
  '-->',
  '<?',
  '<script',
  '<textarea>',
  '[¤](x)',
  '![¤](x)',
  '[¤]',
  '[r]: https://example.org',
  '[^1]',
  '[^1]: ¤',
  '**¤**',
  '*¤',
  '_¤',
  '`¤`',
  '`',
  '``',
  '¤\\',
  '&amp;',
  '\\$(id="i")',
  '&#36;(id="j")',
  '<h3>¤ $(id="k")</h3>',
  'https://example.org/$(id="l")',
  '- [ ] ¤',
]
const endings = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '\n\n')

interface Written {
  readonly source: string
  readonly words: readonly string[]
}

const documents = fc.array(fc.tuple(fc.constantFrom(...marks), endings), { maxLength: 24 }).map((lines): Written => {
  const words: string[] = []
  const source = lines
    .map(([mark, ending]) => {
      const text = mark.replaceAll('¤', () => {
        const word = `word${words.length}x`
        words.push(word)
        return word
      })
      return text + ending
    })
    .join('')
  return { source, words }
})

/** HELP_RUNS=5000 looks harder. */
const runs = { numRuns: Number(process.env.HELP_RUNS ?? 300) }

describe('every help document', { timeout: 600_000 }, () => {
  it('shows no id outside code', () => {
    fc.assert(
      fc.property(documents, ({ source }) => {
        const { title, overview, sections } = parseHelp(source)
        const shown = [overview, ...sections].map(({ hast }) => shownOutsideCode(hast))
        expect([title ?? '', ...shown, ...sections.map((section) => section.title ?? '')].join('\n')).not.toContain(
          '$(id=',
        )
      }),
      runs,
    )
  })

  it('shows no marker line outside code, but where the author escaped it', () => {
    const plain = documents.filter(({ source }) => !source.includes('\\'))
    fc.assert(
      fc.property(plain, ({ source }) => {
        const { overview, sections } = parseHelp(source)
        const shown = [overview, ...sections].map(({ hast }) => shownOutsideCode(hast)).join('\n')
        expect(shown).not.toMatch(/^[ \t]*\$\$(?:section|note|tip|unknown|warning)?[ \t]*$/im)
      }),
      runs,
    )
  })

  it('loses no word', () => {
    // Words inside these are hidden on purpose, or they are no words but a label that nothing shows.
    const visible = documents.filter(
      ({ source }) => !/<!|-->|<\?|<script|<textarea|<a |<word|^\[\^1\]|```|~~~|^\[r/im.test(source),
    )
    fc.assert(
      fc.property(visible, ({ source, words }) => {
        const shown = everythingShown(parseHelp(source))
        expect(words.filter((word) => !shown.includes(word))).toEqual([])
      }),
      runs,
    )
  })

  it('has problems that point into it', () => {
    fc.assert(
      fc.property(documents, ({ source }) => {
        const lines = source.split(/\r\n|\r|\n/)
        for (const { line, column } of parseHelp(source).problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines.length)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
        }
      }),
      runs,
    )
  })

  it('reaches every id of a heading that stands alone on its line', () => {
    const heading = fc.record({
      hashes: fc.integer({ min: 1, max: 6 }),
      id: fc.stringMatching(/^[a-z][A-Za-z.]{0,8}[a-z]$/),
    })
    const block = fc.tuple(
      fc.constantFrom('$$section', '$$note', ''),
      heading,
      fc.constantFrom('$$', '', '$$\n$$', '- text\n$$'),
    )
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
        const source = blocks
          .map(
            ([opener, { hashes, id }, closer]) => `${opener}\n${'#'.repeat(hashes)} T $(id="${id}")\ntext\n${closer}\n`,
          )
          .join('\n')
        const found = parseHelp(source).sections.map(({ id }) => id)
        for (const [, { id }] of blocks) expect(found).toContain(id)
      }),
      { numRuns: 150 },
    )
  })

  it('is read whatever characters it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (source) => {
        expect(Array.isArray(parseHelp(source).sections)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a large hostile document', () => {
  const size = 8_000
  it.each([
    ['openers', '$$section\n'.repeat(size)],
    ['closers', '$$\n'.repeat(size)],
    ['nested callouts', `${'$$note\n'.repeat(size / 2)}x\n${'$$\n'.repeat(size / 2)}`],
    ['ids on one line', '$(id='.repeat(size)],
    ['ids that never close', '$(id="'.repeat(size)],
    ['dollars', '$'.repeat(size)],
    ['unclosed tags', `<div>\n${'<a "'.repeat(size)}`],
    ['nested tags', `${'<b>'.repeat(size / 2)}x${'</b>'.repeat(size / 2)}`],
    ['quotes in quotes', `${'>'.repeat(size)}x`],
    ['lists in lists', `${'- '.repeat(size)}x`],
    ['stars', `${'*'.repeat(size)}x${'*'.repeat(size)}`],
    ['unclosed comments', '<!--\n\n'.repeat(size / 4)],
    ['code fences', '```sql\n$$\n'.repeat(size / 2)],
    ['indented markers', 'text\n\n    $$\n\n'.repeat(size / 4)],
  ])('%s', (_name, source) => {
    const { overview, problems } = parseHelp(source)
    expect(shownOutsideCode(overview.hast)).not.toContain('$(id=')
    expect(new Set(problems.map(({ code }) => code)).size).toBeLessThan(8)
  })
})
