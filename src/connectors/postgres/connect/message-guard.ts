import { parseServerError } from './server-error.ts'

/** More than any message of words has; rows and copied data are not looked into, however long. */
const longestWords = 1_000_000

/**
 * Looks at every message of a session before `pg` does, which reads a text without an end for ever. Returns a function
 * to feed with chunks; false once a message of words is not as it has to be.
 */
export function createMessageGuard(): (chunk: Buffer) => boolean {
  let head: Buffer = Buffer.alloc(0)
  let skipping = 0
  let words: { readonly code: string; readonly length: number; parts: Buffer[]; size: number } | null = null
  let broken = false

  return (chunk) => {
    let rest = chunk
    while (!broken && rest.length > 0) {
      if (skipping > 0) {
        const taken = Math.min(skipping, rest.length)
        skipping -= taken
        rest = rest.subarray(taken)
      } else if (words !== null) {
        const taken = rest.subarray(0, words.length - words.size)
        words.parts.push(taken)
        words.size += taken.length
        rest = rest.subarray(taken.length)
        if (words.size < words.length) break
        broken = !isWhole(words.code, Buffer.concat(words.parts))
        words = null
      } else {
        if (head.length === 0) rest = rest.subarray(endOfRows(rest))
        const needed = 5 - head.length
        head = Buffer.concat([head, rest.subarray(0, needed)])
        rest = rest.subarray(needed)
        if (head.length < 5) break
        begin(String.fromCharCode(head[0] ?? 0), head.readUInt32BE(1) - 4)
        head = Buffer.alloc(0)
      }
    }
    return !broken
  }

  function begin(code: string, length: number): void {
    const isWords = 'RSENCTA'.includes(code)
    if (length < 0 || (isWords && length > longestWords)) broken = true
    else if (!isWords) skipping = length
    else if (length === 0) broken = true
    else words = { code, length, parts: [], size: 0 }
  }
}

const copyData = 0x64

/** Behind the messages with copied data that a chunk begins with and has the whole of: almost all of what is ever read. */
function endOfRows(chunk: Buffer): number {
  let at = 0
  while (chunk[at] === copyData && at + 5 <= chunk.length) {
    const length = chunk.readUInt32BE(at + 1)
    if (length < 4 || at + 1 + length > chunk.length) break
    at += 1 + length
  }
  return at
}

function isWhole(code: string, body: Buffer): boolean {
  switch (code) {
    case 'E':
    case 'N':
      return parseServerError(body) !== null
    case 'C':
      return endOfTexts(body, 0, 1) === body.length
    case 'S':
      return endOfTexts(body, 0, 2) === body.length
    case 'A':
      return endOfTexts(body, 4, 2) === body.length
    case 'T':
      return isRowDescription(body)
    default:
      return isAuthentication(body)
  }
}

/** Where so many texts, each with its closing zero, end; -1 where one has none. */
function endOfTexts(body: Buffer, from: number, count: number): number {
  let offset = from
  for (let left = count; left > 0; left -= 1) {
    const end = body.indexOf(0, offset)
    if (end < 0) return -1
    offset = end + 1
  }
  return offset
}

/** What describes a column behind its name. */
const columnBytes = 18

function isRowDescription(body: Buffer): boolean {
  let offset = 2
  for (let left = body.length < 2 ? -1 : body.readInt16BE(0); left > 0; left -= 1) {
    const end = endOfTexts(body, offset, 1)
    if (end < 0) return false
    offset = end + columnBytes
  }
  return offset === body.length
}

const sasl = 10

/** A list of mechanisms ends with an empty one. */
function isAuthentication(body: Buffer): boolean {
  if (body.length < 4) return false
  if (body.readInt32BE(0) !== sasl) return true
  const list = body.subarray(4)
  return list.length > 0 && list[list.length - 1] === 0 && (list.length === 1 || list[list.length - 2] === 0)
}
