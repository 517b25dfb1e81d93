/** A line of YAML that says something. */
export interface YamlLine {
  readonly indent: number
  /** Without indentation and line end; a comment may still follow a value. */
  readonly text: string
  /** Offset of `text` in the document. */
  readonly position: number
  /** Number in `all`, for block texts, which count every line. */
  readonly index: number
}

/** Lines that say something, and all lines as they are. */
export function splitYamlLines(text: string): { readonly lines: readonly YamlLine[]; readonly all: readonly string[] } {
  const all = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
  const lines: YamlLine[] = []
  let position = 0
  for (const [index, raw] of text.split('\n').entries()) {
    const line = all[index] ?? ''
    const indent = line.length - line.trimStart().length
    const content = line.trim()
    if (content !== '' && !content.startsWith('#') && content !== '---' && content !== '...') {
      lines.push({ indent, text: content, position: position + indent, index })
    }
    position += raw.length + 1
  }
  return { lines, all }
}
