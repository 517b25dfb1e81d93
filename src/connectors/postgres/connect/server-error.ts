import type { ServerError } from '../connection.ts'

/** Reads the body of an ErrorResponse or NoticeResponse; null when it is not one. */
export function parseServerError(body: Buffer): ServerError | null {
  const fields = new Map<string, string>()
  let offset = 0
  while (offset < body.length && body[offset] !== 0) {
    const code = String.fromCharCode(body[offset] ?? 0)
    const end = body.indexOf(0, offset + 1)
    if (end < 0 || !/[A-Za-z]/.test(code)) return null
    fields.set(code, body.toString('utf8', offset + 1, end))
    offset = end + 1
  }
  const sqlstate = fields.get('C')
  if (sqlstate === undefined || offset !== body.length - 1) return null
  return {
    sqlstate,
    // `V` is never translated; servers older than 9.6 have only `S`.
    severity: fields.get('V') ?? fields.get('S') ?? '',
    routine: fields.get('R') ?? null,
    message: fields.get('M') ?? '',
    detail: fields.get('D') ?? null,
    hint: fields.get('H') ?? null,
  }
}
