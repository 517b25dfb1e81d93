/** COPY's text format: fields between tabs, rows ended by line feeds, `\N` for null, backslashes before what would confuse. */

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/**
 * Hands on the fields of each line.
 * @param apart so many fields come one by one; the rest of the line, where there is more, comes as it is for {@link readFields}
 */
export function readLines(block: string, take: (fields: readonly (string | null)[]) => void, apart = Infinity): void {
  let from = 0
  for (let to = block.indexOf('\n', from); to >= 0; to = block.indexOf('\n', from)) {
    take(apart === Infinity ? readFields(block.slice(from, to)) : readSome(block, from, to, apart))
    from = to + 1
  }
}

/** The fields of one line, or of the rest of one. */
export function readFields(line: string): readonly (string | null)[] {
  const fields: (string | null)[] = line.split('\t')
  if (line.includes('\\')) {
    // An iterator would cost more than the rest: almost every line has a null.
    for (let place = 0; place < fields.length; place += 1) fields[place] = unescapeField(fields[place] ?? '')
  }
  return fields
}

function readSome(block: string, start: number, end: number, apart: number): readonly (string | null)[] {
  const fields: (string | null)[] = []
  let from = start
  for (let count = 0; count < apart; count += 1) {
    const to = block.indexOf('\t', from)
    fields.push(unescapeField(block.slice(from, to)))
    from = to + 1
  }
  fields.push(block.slice(from, end))
  return fields
}

/** The other way round: fields of an answer that did not come as lines. */
export const writeFields = (fields: readonly (string | null)[]): string =>
  fields
    .map((field) =>
      field === null ? '\\N' : field.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n'),
    )
    .join('\t')

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
