import type { PhrasingContent, RootContent } from 'mdast'
import { isBlockName } from './block-names.ts'
import type { AnyNode, HelpMarkerNode } from './nodes.ts'
import { type Place, placeOf, type Report } from './problem.ts'
import { sourceOf } from './take-ids.ts'

/** An opener or a closer, wherever it was written. */
export interface Marker {
  readonly kind: 'marker'
  /** null is a closer. */
  readonly name: string | null
  readonly place: Place
  /** Text that stood on the opener's own line. */
  readonly rest: readonly PhrasingContent[]
  /**
   * Set for an opener inside a list item or a block quote that was not closed there. Its block already stands inside;
   * what is left is to find the closer that belongs to it.
   */
  readonly ghost: boolean
  /** Written inside a list or a block quote, and reported as such. */
  readonly nested: boolean
}

/** What stands between markers at one level of the document. */
export type Item<Section> =
  | Marker
  | { readonly kind: 'node'; readonly node: RootContent }
  | { readonly kind: 'section'; readonly section: Section }

/** What a list item or a block quote becomes once its own blocks are built. */
export interface Nested<Section> {
  readonly children: RootContent[]
  readonly sections: readonly Section[]
  /** Markers that found no partner inside: closers, then openers. */
  readonly unmatched: readonly Marker[]
}

const containers = new Set(['blockquote', 'list', 'listItem', 'footnoteDefinition'])

/**
 * Lines up nodes and markers of one level. Markers inside a paragraph split it; markers inside a list or a block quote
 * are matched there by `build`, and what finds no partner follows the container.
 */
export function gatherItems<Section>(
  children: readonly RootContent[],
  source: string,
  report: Report,
  build: (children: readonly RootContent[]) => Nested<Section>,
): Item<Section>[] {
  return children.flatMap((node): Item<Section>[] => {
    if (node.type === 'helpMarker') return [toMarker(node, report)]
    if (node.type === 'paragraph') return splitAtMarkers(withLeadingMarker(node.children, source), report).map(toItem)
    if (!containers.has(node.type)) return [{ kind: 'node', node }]
    return gatherContainer(node, report, build)
  })

  function toItem(part: Marker | RootContent): Item<Section> {
    return 'kind' in part ? part : { kind: 'node', node: part }
  }
}

function gatherContainer<Section>(
  node: RootContent,
  report: Report,
  build: (children: readonly RootContent[]) => Nested<Section>,
): Item<Section>[] {
  const container = node as AnyNode
  const nested = build((container.children ?? []) as RootContent[])
  container.children = nested.children
  const after: Item<Section>[] = nested.sections.map((section) => ({ kind: 'section', section }))
  for (const marker of nested.unmatched) {
    if (!marker.nested) {
      report('HELP_BLOCK_INSIDE_CONTAINER', marker.place, `${written(marker)} stands inside a list or a quote.`)
    }
    after.push({ ...marker, ghost: marker.name !== null, nested: true })
  }
  return nested.children.length > 0 ? [{ kind: 'node', node }, ...after] : after
}

/** How the marker looks in the source. */
export function written(marker: Pick<Marker, 'name'>): string {
  return `$$${marker.name ?? ''}`
}

function toMarker(node: HelpMarkerNode, report: Report): Marker {
  const marker: Marker = {
    kind: 'marker',
    name: node.name,
    place: placeOf(node),
    rest: node.children,
    ghost: false,
    nested: false,
  }
  if (node.children.length > 0) {
    report('HELP_MARKER_SHARES_LINE', marker.place, `Text follows ${written(marker)} on its line; it belongs below.`)
  }
  if (node.name !== null && !isBlockName(node.name)) {
    report('HELP_BLOCK_UNKNOWN', marker.place, `There is no block named ${node.name}.`)
  }
  return marker
}

/**
 * An indented marker below a link definition begins a paragraph, where no tokenizer can tell it from a heading's text.
 *
 * ```markdown
 *   | [docs]: https://example.org
 * > |     $$
 *         ^^
 * ```
 */
function withLeadingMarker(children: readonly PhrasingContent[], source: string): readonly PhrasingContent[] {
  const [first, ...others] = children
  if (first?.type !== 'text' || !sourceOf(first, source).startsWith('$$')) return children
  const match = /^\$\$([a-z][a-z\d-]*)?[ \t]*(?:\r\n?|\n|$)/i.exec(first.value)
  if (match === null || (match[0] === first.value && others.length > 0 && !/[\r\n]$/.test(match[0]))) return children
  const position = first.position && { position: first.position }
  const marker: HelpMarkerNode = {
    type: 'helpMarker',
    name: match[1]?.toLowerCase() ?? null,
    children: [],
    ...position,
  }
  return [marker, { ...first, value: first.value.slice(match[0].length) }, ...others]
}

/** A paragraph's content → paragraphs and the markers between them. */
function splitAtMarkers(children: readonly PhrasingContent[], report: Report): (Marker | RootContent)[] {
  const parts: (Marker | RootContent)[] = []
  let run: PhrasingContent[] = []
  const endRun = () => {
    if (run.some((child) => child.type !== 'text' || child.value.trim() !== '')) parts.push(toParagraph(run))
    run = []
  }
  for (const child of children) {
    if (child.type !== 'helpMarker') {
      run.push(child)
      continue
    }
    endRun()
    const marker = toMarker(child, report)
    report('HELP_MARKER_INDENTED', marker.place, `${written(marker)} is indented like the text above it.`)
    parts.push(marker)
  }
  endRun()
  return parts
}

function toParagraph(children: PhrasingContent[]): RootContent {
  const start = children[0]?.position?.start
  const end = children.at(-1)?.position?.end
  return { type: 'paragraph', children, ...(start && end ? { position: { start, end } } : {}) }
}
