import type { Root } from 'mdast'
import type {} from 'mdast-util-from-markdown'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'
import { helpFromMarkdown } from './help-from-markdown.ts'
import { limitDepth } from './limit-depth.ts'
import type { AnyNode } from './nodes.ts'
import { placeOf, type Report } from './problem.ts'
import { helpSyntax } from './syntax/help-syntax.ts'
import { sourceOf } from './take-ids.ts'

const mostMarkers = 32
const manyMarkers = new RegExp(
  `^(?=.*[^-*\\s])((?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${mostMarkers}}[ \\t]*\\d{0,9})(?=[-+*.)])`,
  'gm',
)

/**
 * Ends the nesting of a line that opens more quotes and lists than any text needs: the time for it would grow with the
 * square of their number.
 */
export function withoutDeepNesting(source: string): string {
  return source.replace(manyMarkers, '$1\\')
}

/** Markdown with the marks of help documents → a tree, whose nodes say where they stand in `source`. */
export function parseMarkdown(source: string, report: Report): Root {
  let tree = parse(source, report)
  const open = findUnclosedHtml(tree)
  if (open === null) {
    reportUnclosedCode(tree, source, report)
    return tree
  }
  report('HELP_HTML_UNCLOSED', placeOf(open), `${open.value.slice(0, 4).trim()} is never closed.`)
  const repaired = withoutOwnEnds(source, open.position?.start.offset ?? 0)
  tree = parse(repaired, () => undefined)
  reportUnclosedCode(tree, repaired, report)
  return tree
}

function parse(source: string, report: Report): Root {
  const depth = limitDepth(report)
  return unified()
    .use(function help(this: Processor) {
      const settings = this.data()
      settings.micromarkExtensions = [...(settings.micromarkExtensions ?? []), helpSyntax]
      const extensions = settings.fromMarkdownExtensions ?? []
      // First, so that the transforms that follow never meet a tree too deep for them.
      settings.fromMarkdownExtensions = [{ transforms: [depth] }, helpFromMarkdown, ...extensions]
    })
    .use(remarkGfm)
    .use(remarkParse)
    .parse(source)
}

interface HtmlNode extends AnyNode {
  value: string
}

/** HTML with an end of its own, such as a comment, that runs to the end of the document instead. */
function findUnclosedHtml(tree: AnyNode): HtmlNode | null {
  for (const child of tree.children ?? []) {
    if (child.type === 'html' && isUnclosed(child as HtmlNode)) return child as HtmlNode
    const found = findUnclosedHtml(child)
    if (found) return found
  }
  return null
}

function isUnclosed({ value }: HtmlNode): boolean {
  if (value.startsWith('<!--')) return !value.includes('-->')
  if (value.startsWith('<?')) return !value.includes('?>')
  if (value.startsWith('<![CDATA[')) return !value.includes(']]>')
  if (value.startsWith('<!')) return !value.includes('>')
  return /^<(?:pre|script|style|textarea)(?![^\s>])/i.test(value) && !/<\/(?:pre|script|style|textarea)>/i.test(value)
}

/** Keeps the words in sight: from there on a bracket that would hide them until its end is shown as another character. */
function withoutOwnEnds(source: string, offset: number): string {
  const rest = source.slice(offset).replace(/<(?=[!?]|(?:pre|script|style|textarea)(?:[\s>]|$))/gi, '‹')
  return source.slice(0, offset) + rest
}

function reportUnclosedCode(tree: AnyNode, source: string, report: Report): void {
  for (const child of tree.children ?? []) {
    if (child.type === 'code') {
      const text = sourceOf(child, source)
      const fenced = /^(?:`{3}|~{3})/.test(text)
      if (fenced && !/\n[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(text)) {
        report('HELP_CODE_UNCLOSED', placeOf(child), 'The code block is never closed.')
      }
    } else reportUnclosedCode(child, source, report)
  }
}
