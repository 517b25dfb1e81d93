type Keys = readonly (string | number)[]

/** Where the value under `keys` stands in a valid JSON text, from 1; the nearest enclosing value that exists. */
export function locateValue(text: string, keys: Keys): { readonly line: number; readonly column: number } {
  let place = skipSpace(text, 0)
  for (const key of keys) {
    const member = findMember(text, place, String(key))
    if (member === null) break
    place = member
  }
  const lines = text.slice(0, place).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** Of the object or list that begins there; null where it has no such member, or is neither. */
function findMember(text: string, container: number, wanted: string): number | null {
  const opening = text[container]
  if (opening !== '{' && opening !== '[') return null
  let at = skipSpace(text, container + 1)
  for (let position = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; position += 1) {
    let key = String(position)
    if (opening === '{') {
      const end = skipValue(text, at)
      key = JSON.parse(text.slice(at, end))
      at = skipSpace(text, skipSpace(text, end) + 1)
    }
    if (key === wanted) return at
    at = skipSpace(text, skipValue(text, at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return null
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s",:{}[\]]+|[\s,:]/sy

/** Behind the value that begins there. */
function skipValue(text: string, from: number): number {
  let depth = 0
  token.lastIndex = from
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '{' || match[0] === '[') depth += 1
    else if (match[0] === '}' || match[0] === ']') depth -= 1
    if (depth <= 0) return token.lastIndex
  }
  return text.length
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (/\s/.test(text[at] ?? '')) at += 1
  return at
}
