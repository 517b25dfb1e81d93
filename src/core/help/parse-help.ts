import type { Root } from 'hast'
import type { Heading, Root as MarkdownRoot, RootContent } from 'mdast'
import { toString as mdastToString } from 'mdast-util-to-string'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { buildSections, type SectionDraft } from './build-sections.ts'
import { finishTree, toPlainText, withoutIds } from './finish-tree.ts'
import { firstSentence } from './first-sentence.ts'
import type { HelpIndex, HelpProblem, HelpSection, HelpText } from './help-index.ts'
import { parseMarkdown, withoutDeepNesting } from './parse-markdown.ts'
import { type Place, type Report, reportInto, sortedProblems } from './problem.ts'
import { toSafeTree } from './to-safe-tree.ts'

const toHast = unified().use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: 'help-' })

/**
 * Reads a help document: Markdown (CommonMark and GFM) with `$$name … $$` blocks and `$(id="…")` in headings.
 * Never fails: what is broken is repaired and listed in `problems`, in the order of the document.
 */
export function parseHelp(source: string): HelpIndex {
  const problems: HelpProblem[] = []
  const report = reportInto(problems)
  const text = withoutDeepNesting(source.startsWith('\u{feff}') ? source.slice(1) : source)
  const { children, sections: drafts } = buildSections(parseMarkdown(text, report).children, text, report)
  const trees = toTrees(children, drafts)
  const overview = toHelpText(trees.overview, { line: 1, column: 1 }, report).text
  const sections = drafts.map((draft, index) => toSection(draft, trees.sections[index] ?? emptyTree(), report))
  reportDuplicates(drafts, report)
  return { title: titleOf(children), overview, sections, problems: sortedProblems(problems) }
}

/** One conversion for the whole document, so that a link or a footnote may be defined anywhere in it. */
function toTrees(overview: RootContent[], drafts: readonly SectionDraft[]): { overview: Root; sections: Root[] } {
  const blocks = drafts.map(
    ({ children }): RootContent => ({ type: 'helpBlock', name: 'section', children, data: { hName: 'section' } }),
  )
  const tree = toHast.runSync({ type: 'root', children: [...blocks, ...overview] } as MarkdownRoot) as Root
  const elements = tree.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const sections = elements.slice(0, drafts.length)
  return {
    overview: { type: 'root', children: elements.slice(drafts.length) },
    sections: sections.map((section) => ({
      type: 'root',
      children: section.type === 'element' ? section.children : [section],
    })),
  }
}

function toHelpText(tree: Root, place: Place, report: Report): { text: HelpText; ids: string[] } {
  const hast = toSafeTree(tree)
  const leftover = finishTree(hast, place)
  for (const { id, place: at } of leftover)
    report('HELP_ID_OUTSIDE_HEADING', at, `The id ${id} stands outside a heading.`)
  return { text: { text: toPlainText(hast), hast }, ids: leftover.map(({ id }) => id) }
}

function toSection(draft: SectionDraft, tree: Root, report: Report): HelpSection {
  const { text, ids } = toHelpText(tree, draft.place, report)
  const { depth, place } = draft
  const title = draft.title === null ? null : withoutIds(draft.title)
  draft.id ??= ids[0] ?? null
  if (draft.id === null) {
    report('HELP_SECTION_WITHOUT_ID', place, 'The section has no heading with an id, so no field can reach it.')
  }
  return { id: draft.id, title, depth, line: place.line, ...text, summary: firstSentence(text.hast) }
}

function emptyTree(): Root {
  return { type: 'root', children: [] }
}

function titleOf(overview: readonly RootContent[]): string | null {
  const heading = overview.find((node): node is Heading => node.type === 'heading' && node.depth === 1)
  return heading ? withoutIds(mdastToString(heading, { includeHtml: false })).trim() : null
}

function reportDuplicates(drafts: readonly SectionDraft[], report: Report): void {
  const lines = new Map<string, number>()
  for (const { id, place } of drafts) {
    if (id === null) continue
    const first = lines.get(id)
    if (first === undefined) lines.set(id, place.line)
    else report('HELP_ID_DUPLICATE', place, `The id ${id} already belongs to the section in line ${first}.`)
  }
}
