/**
 * What stands in a text of SQL between its statements' ends, comments left out: `select 1; -- done` has one. Strings,
 * quoted names and dollar quotes are passed over as Postgres reads them with `standard_conforming_strings` on.
 */
export function splitSql(text: string): readonly string[] {
  const statements = ['']
  const add = (piece: string) => {
    statements[statements.length - 1] += piece
  }
  token.lastIndex = 0
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [piece] = found
    if (piece === ';') statements.push('')
    else if (piece.startsWith('/*')) {
      token.lastIndex = endOfComment(text, found.index)
      add(' ')
    } else add(piece.startsWith('--') ? ' ' : piece)
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '')
}

const token =
  /--[^\r\n]*|\/\*|\b[eE]'(?:[^'\\]|''|\\.)*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(?<![\w$])(\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$).*?(?:\1|$)|;|[\p{L}\p{N}_$]+|./gsu

/** Comments may stand within each other. */
function endOfComment(text: string, start: number): number {
  const edge = /\/\*|\*\//g
  edge.lastIndex = start
  let depth = 0
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return text.length
}
