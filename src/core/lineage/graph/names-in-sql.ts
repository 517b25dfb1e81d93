/** A name in an expression, with what qualifies it before it: `new.a` is `['new', 'a']`. */
interface WrittenName {
  readonly path: readonly string[]
  /** The name that follows with nothing but space between: what FROM calls it. */
  readonly alias: string | null
}

const word = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)`
const timeZone = String.raw`(?:timestamp|time)(?:\(\d+\))? (?:with|without) time zone`
const typeName = String.raw`(?:${timeZone}|character varying|double precision|bit varying|interval [a-z ]+|${word}(?:\.${word})*)`
// In order: what is not looked into, types and collations, names.
const parts = new RegExp(
  String.raw`(?:\b[eE])?'(?:[^']|'')*'|::${typeName}|\bCOLLATE ${word}(?:\.${word})*|(?<path>${word}(?:\.${word})*)(?<end>\.\*|\()?(?: (?<alias>"(?:[^"]|"")*"|[\p{Ll}_][\p{Ll}\p{N}_$]*)(?![\p{L}\p{N}_$(.]))?`,
  'gu',
)

/**
 * Names of columns and relations in what the server writes of an expression: not functions, types, collations or
 * keywords, which it writes in upper case.
 */
export function namesInSql(text: string): readonly WrittenName[] {
  return [...text.matchAll(parts)].flatMap(({ groups }): WrittenName[] => {
    if (groups?.path === undefined || groups.end === '(') return []
    const path = (groups.path.match(new RegExp(word, 'gu')) ?? []).map(unquoted)
    const alias = groups.alias === undefined ? null : unquoted(groups.alias)
    return [{ path: groups.end === undefined ? path : [...path, '*'], alias }]
  })
}

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)
