import type { Heading, PhrasingContent, RootContent } from 'mdast'
import { toString as mdastToString } from 'mdast-util-to-string'
import { type CalloutName, isCalloutName } from './block-names.ts'
import { toCallout, toLabel } from './callout.ts'
import { gatherItems, type Item, type Marker, type Nested, written } from './gather-items.ts'
import { matchMarkers, unmatchedMarkers } from './match-markers.ts'
import type { AnyNode, HelpBlockNode, HelpIdNode } from './nodes.ts'
import { type Place, placeOf, type Report } from './problem.ts'
import { sourceOf, takeIds } from './take-ids.ts'

/** A section while it is read. */
export interface SectionDraft {
  id: string | null
  title: string | null
  /** Of the heading that carries the id, else of the first one; 0 without a heading. */
  depth: number
  readonly place: Place
  readonly children: RootContent[]
}

interface OpenSection {
  readonly draft: SectionDraft
  /** `closed` has a closer of its own; `implicit` was begun by an id without an opener. */
  readonly extent: 'closed' | 'unclosed' | 'implicit'
  /** The callout that ended last, while nothing follows it. */
  lastCallout: { readonly name: CalloutName; readonly place: Place } | null
}

interface OpenCallout {
  /** Absent for a block of unknown name, whose content stays where it is. */
  readonly node: HelpBlockNode | null
  readonly index: number
  readonly place: Place
  readonly name: string
  readonly closed: boolean
}

/** Deeper than any heading: an id in a paragraph begins a section that any heading ends. */
const belowHeadings = 7
/** Callouts within callouts; the content of deeper ones stays in the last. */
const deepestCallouts = 4

/** Sections and everything outside them, at one level of the document and, hoisted, below it. */
export function buildSections(
  children: readonly RootContent[],
  source: string,
  report: Report,
  nested = false,
): Nested<SectionDraft> {
  const items = gatherItems(children, source, report, (inner) => buildSections(inner, source, report, true))
  const partners = matchMarkers(items)
  const builder = new SectionBuilder(items, partners, source, nested ? () => undefined : report, report)
  return { ...builder.build(), unmatched: nested ? unmatchedMarkers(items, partners) : [] }
}

/** Walks the items of one level and keeps what is open. */
class SectionBuilder {
  readonly #items: readonly Item<SectionDraft>[]
  readonly #partners: ReadonlyMap<number, number>
  readonly #source: string
  /** For markers without a partner: silent inside a container, where the level above goes on looking for it. */
  readonly #reportUnmatched: Report
  readonly #report: Report
  readonly #outside: RootContent[] = []
  readonly #sections: SectionDraft[] = []
  #section: OpenSection | null = null
  #callouts: OpenCallout[] = []
  readonly #sectionOpeners = new Set<number>()

  constructor(
    items: readonly Item<SectionDraft>[],
    partners: ReadonlyMap<number, number>,
    source: string,
    reportUnmatched: Report,
    report: Report,
  ) {
    this.#items = items
    this.#partners = partners
    this.#source = source
    this.#reportUnmatched = reportUnmatched
    this.#report = report
  }

  build(): { children: RootContent[]; sections: SectionDraft[] } {
    this.#items.forEach((item, index) => {
      if (item.kind === 'section') this.#sections.push(item.section)
      else if (item.kind === 'node') this.#onNode(item.node)
      else if (item.name === null) this.#onCloser(item, index)
      else if (item.ghost) this.#onGhost(item, index)
      else if (item.name === 'section' || this.#isMisspeltSection(item, index)) this.#onSection(item, index)
      else this.#onCallout(item, item.name, index)
    })
    this.#closeSection()
    return { children: this.#outside, sections: this.#sections.filter((section) => section.children.length > 0) }
  }

  /** A block of unknown name is a section when its first line is a heading with an id. */
  #isMisspeltSection(marker: Marker, index: number): boolean {
    const next = this.#items[index + 1]
    if (marker.name === null || isCalloutName(marker.name)) return false
    return next?.kind === 'node' && next.node.type === 'heading' && next.node.children.some(isId)
  }

  #onSection(marker: Marker, index: number): void {
    const open = this.#section
    if (open?.extent === 'unclosed' && open.draft.children.length === 0) {
      this.#report('HELP_OPENER_DOUBLED', open.draft.place, '$$section is followed by another opener.')
      this.#section = null
    }
    this.#closeSection()
    this.#sectionOpeners.add(index)
    this.#openSection(marker.place, this.#partners.has(index) ? 'closed' : 'unclosed')
    this.#appendRest(marker)
  }

  #openSection(place: Place, extent: OpenSection['extent'], draft?: SectionDraft): OpenSection {
    const section = draft ?? { id: null, title: null, depth: 0, place, children: [] }
    if (draft === undefined) this.#sections.push(section)
    this.#section = { draft: section, extent, lastCallout: null }
    return this.#section
  }

  #onCallout(marker: Marker, name: string, index: number): void {
    this.#closeUnclosedCallouts()
    const closed = this.#partners.has(index)
    const tooDeep = this.#callouts.length >= deepestCallouts
    const node = isCalloutName(name) && !tooDeep ? toCallout(name) : null
    if (node) this.#append(node)
    this.#callouts.push({ node, index, place: marker.place, name, closed })
    if (!isCalloutName(name)) this.#append(toLabel(name))
    this.#appendRest(marker)
  }

  /** The block was begun inside a list or a quote. A section goes on after it, a callout ended with it. */
  #onGhost(marker: Marker, index: number): void {
    const closed = this.#partners.has(index)
    const draft = this.#sections.at(-1)
    if (marker.name === 'section' && draft && draft !== this.#section?.draft) {
      this.#closeSection()
      this.#sectionOpeners.add(index)
      this.#openSection(marker.place, closed ? 'closed' : 'unclosed', draft)
    } else if (!closed) {
      this.#reportUnmatched('HELP_BLOCK_UNCLOSED', marker.place, `${written(marker)} is never closed.`)
    }
  }

  #onCloser(marker: Marker, index: number): void {
    const opener = this.#partners.get(index)
    if (opener === undefined) {
      if (this.#section?.extent === 'implicit') this.#closeSection()
      else this.#reportUnmatched('HELP_CLOSER_STRAY', marker.place, '$$ closes nothing: no block is open here.')
      return
    }
    const depth = this.#callouts.findIndex((callout) => callout.index === opener)
    if (depth >= 0) {
      const { name, place } = this.#callouts[depth] as OpenCallout
      this.#callouts.length = depth
      if (this.#section && isCalloutName(name)) this.#section.lastCallout = { name, place }
      return
    }
    // A callout that a heading with an id has cut short is no longer open: its closer ends nothing more.
    if (this.#sectionOpeners.has(opener)) this.#closeSection()
  }

  #onNode(node: RootContent): void {
    const ids = takeIds(node as AnyNode, this.#source, this.#report)
    if (node.type === 'heading') this.#onHeading(node, ids[0] ?? null)
    else this.#onBlock(node, ids[0] ?? null)
    for (const id of ids.slice(1)) {
      this.#report('HELP_ID_REPEATED', placeOf(id), `The id ${id.id} follows another one and cannot be reached.`)
    }
  }

  #onHeading(heading: Heading, id: HelpIdNode | null): void {
    if (/^#+[^#\s]/.test(sourceOf(heading, this.#source))) {
      this.#report('HELP_HEADING_TIGHT', placeOf(heading), 'A space is missing after the # of the heading.')
    }
    this.#closeUnclosedCallouts()
    if (id) this.#beginAt(id, heading.depth)
    else if (this.#isPast(heading.depth)) this.#closeSection()
    const draft = this.#section?.draft
    if (draft && (id || draft.title === null)) {
      if (id || draft.id === null) draft.depth = heading.depth
      draft.title = mdastToString(heading, { includeHtml: false }).trim()
    }
    this.#append(heading)
  }

  /** A heading without id that can no longer belong to a section whose end is not written. */
  #isPast(depth: number): boolean {
    const section = this.#section
    if (section === null || section.extent === 'closed') return false
    const own = section.draft.depth
    return section.extent === 'implicit' ? depth <= (own || belowHeadings) : own > 0 && depth < own
  }

  #onBlock(node: RootContent, id: HelpIdNode | null): void {
    if (id) {
      this.#report('HELP_ID_OUTSIDE_HEADING', placeOf(id), `The id ${id.id} stands outside a heading.`)
      this.#beginAt(id, belowHeadings)
    }
    this.#append(node)
  }

  /** Gives the id to the open section, or begins a section with it. */
  #beginAt(id: HelpIdNode, depth: number): void {
    const open = this.#section
    if (open && open.draft.id === null) {
      open.draft.id = id.id
      return
    }
    const place = placeOf(id)
    if (open && (open.extent !== 'implicit' || depth > open.draft.depth)) {
      this.#callouts = []
      this.#report('HELP_ID_SECOND_IN_SECTION', place, `The id ${id.id} begins a section without $$section.`)
      this.#openSection(place, open.extent).draft.id = id.id
    } else {
      this.#closeSection()
      if (depth < belowHeadings) {
        this.#report('HELP_ID_OUTSIDE_SECTION', place, `The heading with id ${id.id} stands outside a section.`)
      }
      this.#openSection(place, 'implicit').draft.id = id.id
    }
    if (this.#section) this.#section.draft.depth = depth === belowHeadings ? 0 : depth
  }

  #append(node: RootContent): void {
    const callout = this.#callouts.findLast((open) => open.node !== null)?.node
    if (this.#section) this.#section.lastCallout = null
    const target = callout ?? this.#section?.draft
    if (target) target.children.push(node)
    else this.#outside.push(node)
  }

  #appendRest({ rest }: Marker): void {
    if (rest.length > 0) this.#onNode(toBlock(rest))
  }

  #closeUnclosedCallouts(): void {
    const first = this.#callouts.findIndex((callout) => !callout.closed)
    if (first < 0) return
    for (const callout of this.#callouts.slice(first)) {
      if (callout.closed) continue
      this.#reportUnmatched('HELP_BLOCK_UNCLOSED', callout.place, `$$${callout.name} is never closed.`)
    }
    this.#callouts.length = first
  }

  #closeSection(): void {
    this.#closeUnclosedCallouts()
    this.#callouts = []
    const section = this.#section
    this.#section = null
    if (section) this.#reportSection(section)
  }

  #reportSection({ draft, extent, lastCallout }: OpenSection): void {
    const { place } = draft
    if (extent === 'closed' && draft.children.length === 0) {
      this.#report('HELP_SECTION_EMPTY', place, 'The section is empty.')
    }
    if (extent === 'unclosed' && lastCallout) {
      const message = `$$${lastCallout.name} and the section around it share one $$.`
      this.#reportUnmatched('HELP_CALLOUT_UNCLOSED', lastCallout.place, message)
    } else if (extent === 'unclosed') {
      this.#reportUnmatched('HELP_BLOCK_UNCLOSED', place, '$$section is never closed.')
    }
  }
}

function isId(node: { readonly type: string }): boolean {
  return node.type === 'helpId'
}

/** Text from an opener's own line; `$$section ### Title` holds a heading. */
function toBlock(rest: readonly PhrasingContent[]): RootContent {
  const [first, ...others] = rest
  const position = first?.position && { position: first.position }
  const hashes = first?.type === 'text' ? /^(#{1,6})\s+/.exec(first.value) : null
  if (first?.type !== 'text' || hashes === null) return { type: 'paragraph', children: [...rest], ...position }
  const depth = (hashes[1] ?? '').length as Heading['depth']
  return { type: 'heading', depth, children: [{ ...first, value: first.value.slice(hashes[0].length) }, ...others] }
}
