import { decodeBase64 } from './base64.ts'

/** A block between `-----BEGIN label-----` and `-----END label-----`. */
export interface PemBlock {
  readonly label: string
  /** 1-based line of its BEGIN. */
  readonly line: number
}
export type PemProblem = { readonly line: number; readonly message: string }

/**
 * Reads PEM text as far as can be told without cryptography: markers that pair up, base64 between them,
 * and one DER value that is exactly as long as it says. Text between blocks is allowed, as OpenSSL allows it.
 */
export function parsePem(text: string): { readonly blocks: readonly PemBlock[] } | PemProblem {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const blocks: PemBlock[] = []
  let open: { label: string; line: number; body: string[] } | null = null
  for (const [index, raw] of lines.entries()) {
    const line = index + 1
    const content = raw.trim()
    const marker = /^-----(BEGIN|END) ([A-Z0-9 ]+)-----$/.exec(content)
    if (marker === null) {
      if (/^-+ ?(BEGIN|END)\b/.test(content)) return { line, message: `line ${line} is a damaged marker` }
      open?.body.push(content)
      continue
    }
    const [, kind, label = ''] = marker
    if (kind === 'BEGIN') {
      if (open !== null) return { line, message: `the block begun in line ${open.line} has no END before line ${line}` }
      open = { label, line, body: [] }
      continue
    }
    if (open === null) return { line, message: `line ${line} ends a block that never began` }
    if (open.label !== label) return { line, message: `line ${line} ends ${label}, but ${open.label} is open` }
    const damage = bodyProblem(open.body)
    if (damage !== null) return { line: open.line, message: `the block begun in line ${open.line} ${damage}` }
    blocks.push({ label: open.label, line: open.line })
    open = null
  }
  if (open !== null)
    return { line: open.line, message: `the block begun in line ${open.line} has no END: it was cut off` }
  if (blocks.length === 0) return { line: 1, message: 'line 1 is not -----BEGIN …-----' }
  return { blocks }
}

function bodyProblem(lines: readonly string[]): string | null {
  // Headers such as `Proc-Type: 4,ENCRYPTED` stand before a blank line.
  const isHeader = (line: string) => /^[\w-]+:/.test(line)
  const body = lines.some(isHeader) ? lines.slice(lines.indexOf('') + 1) : lines
  const bytes = decodeBase64(body.join(''))
  if (bytes === null) return 'is not base64 inside'
  if (lines.some((line) => /^Proc-Type:.*ENCRYPTED/.test(line))) return null
  return isOneDerValue(bytes) ? null : 'is damaged or cut off'
}

/** DER: a SEQUENCE (or the OID of EC PARAMETERS), a length, and exactly that many bytes. */
function isOneDerValue(bytes: readonly number[]): boolean {
  const [tag, first = 0] = bytes
  if (tag !== 0x30 && tag !== 0x06) return false
  if (first < 0x80) return bytes.length === 2 + first
  const size = first & 0x7f
  let length = 0
  for (const byte of bytes.slice(2, 2 + size)) length = length * 256 + byte
  return size > 0 && bytes.length === 2 + size + length
}
