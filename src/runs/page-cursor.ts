import type { ListPage } from '../core/quality-api.ts'
import { type PageEnd, unknownCursor } from '../store/page-order.ts'

/** What a page ended with, as a text that the next request gives back as it is. */
export function writeCursor(parts: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Throws REQUEST_INVALID for a text that no page gave. */
export function readCursor(cursor: string, length: number): readonly (string | null)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parts) && parts.length === length) {
      const texts = parts.map((part) => (part === null ? null : String(part)))
      if (texts.every((text) => text?.includes('\0') !== true)) return texts
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw unknownCursor()
}

/** Which page of a list. */
export interface PageRequest {
  /** `next` of the page before. */
  readonly cursor: string | null
  readonly limit: number
}

/** Where the page before ended. Throws REQUEST_INVALID for a cursor of another order. */
export function readEnd(cursor: string | null, order: string, names: number): PageEnd | null {
  if (cursor === null) return null
  const [itsOrder, value = null, ...rest] = readCursor(cursor, names + 2)
  if (itsOrder !== order) throw unknownCursor()
  return { value, names: rest.map(String) }
}

/** A page is not longer than this as JSON, however much its rows hold. One row always fits. */
const bytesAtMost = 160_000

/** Whether another row fits; to be asked once for each. */
export function pageRoom(limit: number): (row: unknown) => boolean {
  let [rows, bytes] = [0, 0]
  return (row) => {
    rows += 1
    bytes += Buffer.byteLength(JSON.stringify(row))
    return rows === 1 || (rows <= limit && bytes <= bytesAtMost)
  }
}

/** `found` has one row more than the page may, where there are more. */
export function cutPage<Found extends { readonly end: PageEnd }, Row>(
  found: readonly Found[],
  limit: number,
  order: string,
  show: (found: Found) => Row,
): { readonly rows: readonly Row[] } & Pick<ListPage, 'next'> {
  const rows: Row[] = []
  const isRoomFor = pageRoom(limit)
  for (const one of found) {
    const row = show(one)
    if (!isRoomFor(row)) break
    rows.push(row)
  }
  const last = rows.length < found.length ? found[rows.length - 1] : undefined
  return { rows, next: last === undefined ? null : writeCursor([order, last.end.value, ...last.end.names]) }
}
