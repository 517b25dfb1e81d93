import type { Element, ElementContent, Root, RootContent } from 'hast'
import { defaultSchema } from 'rehype-sanitize'
import { isCalloutName } from './block-names.ts'
import { calloutProperties } from './callout.ts'
import { type HtmlToken, toHtmlTokens } from './html-tokens.ts'

type Child = RootContent | ElementContent
type Piece = Child | HtmlToken

/** Tags beyond this depth in one parent are dropped, their content stays. */
const maxDepth = 16
/** Elements such as `<textarea>` may hold one, and are not shown themselves. */
const markerLine = /^[ \t]*\$\$(?:[a-z][a-z\d-]*)?[ \t]*$/gim
const codeNames = new Set(['code', 'pre'])
const voidNames = new Set(['br', 'hr', 'img', 'wbr'])
/** Elements that are known but not shown; an unknown name in angle brackets is a placeholder such as `<username>`. */
const hiddenNames =
  'script style iframe object embed form button input select option textarea label font center u main header footer ' +
  'nav article figure figcaption video audio source canvas svg path small mark abbr address body html head title link meta'
const knownNames = new Set([...(defaultSchema.tagNames ?? []), ...voidNames, ...hiddenNames.split(' ')])

/**
 * Turns raw HTML into elements, parent by parent. A tag without its partner among its siblings is dropped, so that broken
 * HTML never reaches beyond the paragraph or section it stands in; an HTML parser would carry it on into the text that
 * follows. Time is linear in the size of the tree. The result is not yet safe: sanitise it.
 */
export function resolveRawHtml(parent: Root | Element): void {
  if (parent.children.some((child) => child.type === 'raw')) {
    parent.children = joinPieces((parent.children as Child[]).flatMap(toPieces)) as Element['children']
  }
  for (const child of parent.children) if (child.type === 'element') resolveRawHtml(child)
}

function toPieces(node: Child): Piece[] {
  return node.type === 'raw' ? toHtmlTokens(node.value) : [node]
}

function joinPieces(pieces: readonly Piece[]): Child[] {
  const partners = matchTags(pieces)
  const root: Child[] = []
  const open: Child[][] = [root]
  let code = 0
  pieces.forEach((piece, index) => {
    const siblings = open.at(-1) ?? root
    if (!('kind' in piece)) siblings.push(piece)
    else if (piece.kind === 'text') {
      siblings.push({ type: 'text', value: code > 0 ? piece.value : piece.value.replace(markerLine, '') })
    } else if (piece.kind === 'close') {
      if (!partners.has(index)) return
      if (codeNames.has(piece.name)) code -= 1
      open.pop()
    } else if (partners.has(index)) {
      const element = toElement(piece)
      siblings.push(element)
      open.push(element.children)
      if (codeNames.has(piece.name)) code += 1
    } else if (voidNames.has(piece.name)) siblings.push(toElement(piece))
    else if (!knownNames.has(piece.name)) siblings.push({ type: 'text', value: piece.raw })
  })
  return root
}

/** Indexes of the opening and closing tags that belong together and are not nested too deeply. */
function matchTags(pieces: readonly Piece[]): ReadonlySet<number> {
  const matched = new Set<number>()
  const open: number[] = []
  const waiting = new Map<string, number>()
  const count = (name: string, by: number) => waiting.set(name, (waiting.get(name) ?? 0) + by)
  pieces.forEach((piece, index) => {
    if (!('kind' in piece) || piece.kind === 'text' || voidNames.has(piece.name)) return
    if (piece.kind === 'open') {
      open.push(index)
      count(piece.name, 1)
      return
    }
    if ((waiting.get(piece.name) ?? 0) === 0) return
    for (let opener = open.pop(); opener !== undefined; opener = open.pop()) {
      const tag = pieces[opener]
      if (tag === undefined || !('kind' in tag) || tag.kind !== 'open') continue
      count(tag.name, -1)
      if (tag.name !== piece.name) continue
      matched.add(opener).add(index)
      return
    }
  })
  return withoutDeepest(pieces, matched)
}

function withoutDeepest(pieces: readonly Piece[], matched: ReadonlySet<number>): ReadonlySet<number> {
  const kept = new Set<number>()
  let depth = 0
  pieces.forEach((piece, index) => {
    if (!matched.has(index) || !('kind' in piece)) return
    if (piece.kind === 'open') depth += 1
    if (depth <= maxDepth) kept.add(index)
    if (piece.kind === 'close') depth -= 1
  })
  return kept
}

function toElement(tag: Extract<HtmlToken, { kind: 'open' }>): Element {
  if (!isCalloutName(tag.name)) return { type: 'element', tagName: tag.name, properties: tag.properties, children: [] }
  return { type: 'element', tagName: 'aside', properties: calloutProperties(tag.name), children: [] }
}
