import type { SnapshotObject } from './snapshot.ts'

export const matchParts = ['name', 'comment', 'column', 'type', 'column comment', 'label', 'parameters'] as const
export type MatchPart = (typeof matchParts)[number]

/** Where in an object a word was found. */
export interface Match {
  readonly part: MatchPart
  /** The column or field it belongs to; null for the object's own. */
  readonly of: string | null
  readonly text: string
}

interface Candidate extends Match {
  readonly quality: number
}

/** Where the words were found: for each the best place, in the order of the words, each place once. */
export function matchObject(object: SnapshotObject, words: readonly string[]): readonly Match[] {
  const candidates = texts(object)
  const best = words.map((word) => {
    let found: Candidate | null = null
    for (const candidate of candidates) {
      const quality = matchQuality(candidate.text.toLowerCase(), word.toLowerCase())
      if (quality !== null && (found === null || quality < found.quality)) found = { ...candidate, quality }
    }
    return found
  })
  const places = new Map<string, Match>()
  for (const match of best) {
    if (match === null) continue
    const { part, of, text } = match
    places.set(JSON.stringify([part, of, text]), { part, of, text })
  }
  return [...places.values()]
}

/** 0 the whole text, 1 its beginning, 2 a word's beginning, 3 anywhere; null for nowhere. Both in lower case. */
export function matchQuality(text: string, wanted: string): 0 | 1 | 2 | 3 | null {
  let at = text.indexOf(wanted)
  if (at === -1) return null
  if (at === 0) return text.length === wanted.length ? 0 : 1
  for (; at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (startsWord(text.charCodeAt(at - 1))) return 2
  }
  return 3
}

/** What stands before a word: anything but letters and digits, so that `order_lines` has two. */
function startsWord(before: number): boolean {
  const isDigit = before >= 48 && before <= 57
  const isLetter = (before >= 97 && before <= 122) || (before >= 65 && before <= 90)
  return !isDigit && !isLetter && before < 128
}

function texts(object: SnapshotObject): Match[] {
  const own: Match[] = [{ part: 'name', of: null, text: object.name }]
  if (object.schema !== null) own.push({ part: 'name', of: null, text: `${object.schema}.${object.name}` })
  if (object.comment !== null) own.push({ part: 'comment', of: null, text: object.comment })
  if ('columns' in object) {
    for (const { name, type, comment } of object.columns) {
      own.push({ part: 'column', of: name, text: name }, { part: 'type', of: name, text: type })
      if (comment !== null) own.push({ part: 'column comment', of: name, text: comment })
    }
  }
  if ('fields' in object) {
    for (const { name, type } of object.fields) {
      own.push({ part: 'column', of: name, text: name }, { part: 'type', of: name, text: type })
    }
  }
  if ('labels' in object) for (const label of object.labels) own.push({ part: 'label', of: null, text: label })
  if ('parameters' in object) {
    own.push({ part: 'parameters', of: null, text: object.parameters })
    if (object.result !== null) own.push({ part: 'type', of: null, text: object.result })
  }
  return own
}
