/** COPY's text format: fields between tabs, rows ended by line feeds, `\N` for null, backslashes before what would confuse. */

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Hands on the fields of each line. */
export function readLines(block: string, take: (fields: readonly (string | null)[]) => void): void {
  let from = 0
  for (let to = block.indexOf('\n', from); to >= 0; to = block.indexOf('\n', from)) {
    const line = block.slice(from, to)
    const fields: (string | null)[] = line.split('\t')
    if (line.includes('\\')) {
      // An iterator would cost more than the rest: almost every line has a null.
      for (let place = 0; place < fields.length; place += 1) fields[place] = unescapeField(fields[place] ?? '')
    }
    take(fields)
    from = to + 1
  }
}

function unescapeField(field: string): string | null {
  if (field === '\\N') return null
  return field.includes('\\') ? field.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter) : field
}

/** An array as Postgres writes it, such as `{a,"b c"}`; elements are never arrays. Null stays null. */
export function readArray(text: string | null): readonly string[] | null {
  if (text === null) return null
  if (!text.includes('"') && !text.includes('\\')) return text === '{}' ? [] : text.slice(1, -1).split(',')
  const items = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)
  return [...items].map(([, quoted, plain]) => quoted?.replace(/\\(.)/gs, '$1') ?? plain ?? '')
}
