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

/** An array as Postgres writes it, such as `{a,"b c"}`; elements are neither arrays nor null. Null stays null. */
export const readArray = (text: string | null): readonly string[] | null =>
  text === null ? null : (readItems(text) as readonly string[])

/** The same where elements may be null. */
export const readNullableArray = (text: string): readonly (string | null)[] => readItems(text, true)

function readItems(text: string, nullable = false): readonly (string | null)[] {
  if (text === '{}') return []
  // Nothing is quoted, or only what is empty.
  const bare = text.includes('\\') ? '"' : text.replaceAll('""', '')
  if (!bare.includes('"')) {
    const items = bare.slice(1, -1).split(',')
    return nullable ? items.map((item) => (item === 'NULL' ? null : item)) : items
  }
  const items: (string | null)[] = []
  for (const [, quoted, plain] of text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)) {
    if (quoted === undefined) items.push(nullable && plain === 'NULL' ? null : (plain ?? ''))
    else items.push(quoted.includes('\\') ? quoted.replace(/\\(.)/gs, '$1') : quoted)
  }
  return items
}
