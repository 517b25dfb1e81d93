import type { Relation } from '../../core/catalog/relation.ts'

/** A name as the server's statements have it. */
type Quote = (name: string) => string

export function qualifiedName({ schema, name }: Relation, quote: Quote): string {
  return `${quote(schema)}.${quote(name)}`
}

/** A SELECT with every column by name. */
export function selectText(relation: Relation, quote: Quote): string {
  const columns = relation.columns.map(({ name }) => quote(name))
  const list = columns.length === 0 ? '' : `\n  ${columns.join(',\n  ')}`
  return `SELECT${list}\nFROM ${qualifiedName(relation, quote)};\n`
}

/** The relation and its columns as a Markdown section. */
export function markdownText(relation: Relation): string {
  const { schema, name, comment, columns } = relation
  const rows = columns.map((column) => {
    const { type, nullable, generated, identityColumn } = column
    const value =
      generated?.expression ?? (identityColumn === null ? column.default : `identity, ${identityColumn.kind}`)
    return `| ${[code(column.name), code(type), nullable ? '' : 'not null', value === null ? '' : code(value), cell(column.comment ?? '')].join(' | ')} |`
  })
  return [
    `## ${cell(`${schema}.${name}`)}`,
    ...(comment === null ? [] : [comment.trim()]),
    ['| Column | Type | Null | Default | Comment |', '|---|---|---|---|---|', ...rows].join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

/** In a table a bar ends the cell and a line break ends the row, even in code. */
const cell = (text: string): string => text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s*\r?\n\s*/g, ' ')

function code(text: string): string {
  const inner = text.replace(/\s*\r?\n\s*/g, ' ').replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `\`${inner}\`` : `${fence} ${inner} ${fence}`
}
