import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import type { Properties } from 'hast'

/** A piece of raw HTML. Comments, instructions and the content of scripts and styles are none. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'open'; readonly name: string; readonly properties: Properties; readonly raw: string }
  | { readonly kind: 'close'; readonly name: string }

const tagStart = /<(\/?)([A-Za-z][A-Za-z0-9-]*)/y
const attribute = /([A-Za-z][A-Za-z0-9-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g
/** Bounds the search for the end of one tag, and with it the time for a text full of `<`. */
const longestTag = 4_000

/**
 * Splits raw HTML into tags and text, in one pass over the source. Attributes keep their names in lower case; which of
 * them, and which elements, are allowed is the sanitiser's to say.
 */
export function toHtmlTokens(source: string): HtmlToken[] {
  const tokens: HtmlToken[] = []
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('<', at)
    const textEnd = open < 0 ? source.length : open
    if (textEnd > at) tokens.push({ kind: 'text', value: decodeReferences(source.slice(at, textEnd)) })
    if (open < 0) break
    at = afterMarkup(source, open, tokens)
  }
  return tokens
}

/** Reads what starts with `<` and returns where it ends. A `<` that starts nothing is text. */
function afterMarkup(source: string, open: number, tokens: HtmlToken[]): number {
  const ending = hiddenUntil(source, open)
  if (ending !== null) {
    const end = source.indexOf(ending, open + 2)
    return end < 0 ? source.length : end + ending.length
  }
  tagStart.lastIndex = open
  const start = tagStart.exec(source)
  const end = start === null ? null : tagEnd(source, tagStart.lastIndex)
  if (start === null || end === null) {
    tokens.push({ kind: 'text', value: '<' })
    return open + 1
  }
  const name = (start[2] ?? '').toLowerCase()
  if (start[1]) tokens.push({ kind: 'close', name })
  else {
    const properties = toProperties(source.slice(open + start[0].length, end))
    tokens.push({ kind: 'open', name, properties, raw: source.slice(open, end + 1) })
  }
  return end + 1
}

/** Index of the `>` that ends a tag; one between quotes does not. null when there is none. */
function tagEnd(source: string, from: number): number | null {
  let quote = ''
  const bound = Math.min(source.length, from + longestTag)
  for (let at = from; at < bound; at++) {
    const character = source[at] ?? ''
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at
    else if (character === '<') return null
  }
  return null
}

function hiddenUntil(source: string, open: number): string | null {
  if (source.startsWith('<!--', open)) return '-->'
  if (source.startsWith('<?', open)) return '?>'
  return source[open + 1] === '!' ? '>' : null
}

function toProperties(text: string): Properties {
  const properties: Properties = {}
  for (const [, name = '', double, single, bare] of text.matchAll(attribute)) {
    const value = decodeReferences(double ?? single ?? bare ?? '')
    const property = propertyNames[name.toLowerCase()] ?? name.toLowerCase()
    // Names that other parts of the page refer to are not given away.
    if (property !== 'id' && property !== 'name') properties[property] = value
  }
  return properties
}

const propertyNames: Readonly<Record<string, string>> = { colspan: 'colSpan', rowspan: 'rowSpan', start: 'start' }

function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return decodeNamedCharacterReference(name) || whole
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10)
      const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      return valid ? String.fromCodePoint(code) : '\u{fffd}'
    },
  )
}
