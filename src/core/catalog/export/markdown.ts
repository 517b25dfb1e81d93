import type { LoadedSnapshot } from '../read-snapshot.ts'
import type { Column, Relation } from '../relation.ts'
import type { SnapshotObject } from '../snapshot.ts'
import { isRelation, wholeRelations } from './relations-of.ts'
import type { SnapshotFormat } from './snapshot-format.ts'

/** Documentation for readers: one document, or a folder with one for each relation. */
export const markdown: SnapshotFormat = {
  id: 'markdown',
  extension: '.md',
  contentType: 'text/markdown; charset=utf-8',
  *render(snapshot) {
    yield head(snapshot)
    for (const { title, comment, relations, others } of chapters(snapshot)) {
      yield `\n## ${inline(title)}\n${paragraph(comment)}${otherList(others)}`
      for (const relation of relations) yield relationText(relation, snapshot, '###')
    }
  },
  *renderFiles(snapshot) {
    const paths = filePaths(wholeRelations(snapshot.objects))
    const index = chapters(snapshot).map(({ title, comment, relations, others }) => {
      const rows = relations.map((relation) => {
        const link = `[${inline(relation.name)}](${encodeURI(paths.get(relation) ?? '')})`
        return [link, relation.kind, String(relation.columns.length), inline(relation.comment ?? '')]
      })
      const list = rows.length === 0 ? '' : `\n${table(['Relation', 'Kind', 'Columns', 'Comment'], rows)}`
      return `\n## ${inline(title)}\n${paragraph(comment)}${list}${otherList(others)}`
    })
    yield { path: 'README.md', text: `${head(snapshot)}${index.join('')}` }
    for (const [relation, path] of paths) yield { path, text: relationText(relation, snapshot, '#').trimStart() }
  },
}

interface Chapter {
  readonly title: string
  readonly comment: string | null
  readonly relations: readonly Relation[]
  readonly others: readonly SnapshotObject[]
}

function chapters({ header, objects }: LoadedSnapshot): Chapter[] {
  const several = header.scope.databases.length > 1
  const bySchema = new Map<string, { relations: Relation[]; others: SnapshotObject[] }>()
  for (const object of objects) {
    if (object.schema === null || (isRelation(object) && object.partitionBound !== null)) continue
    const key = JSON.stringify([object.database, object.schema])
    const members = bySchema.get(key) ?? { relations: [], others: [] }
    bySchema.set(key, members)
    if (isRelation(object)) members.relations.push(object)
    else members.others.push(object)
  }
  return [...bySchema].map(([key, members]) => {
    const [database, schema] = JSON.parse(key) as [string | null, string]
    const found = objects.find(
      (object) => object.kind === 'schema' && object.database === database && object.name === schema,
    )
    return { title: several ? `${database}.${schema}` : schema, comment: found?.comment ?? null, ...members }
  })
}

function head({ header }: LoadedSnapshot): string {
  const { databases } = header.scope
  return `# ${inline(databases.join(', ') || 'Snapshot')}\n\nPostgres ${inline(header.server.version)}, read ${inline(header.takenAt)}.\n`
}

const paragraph = (text: string | null): string => (text === null ? '' : `\n${inline(text)}\n`)

/** What stands in a schema beside relations, a line each. */
function otherList(objects: readonly SnapshotObject[]): string {
  const shown = objects.filter(({ kind }) => kind !== 'sequence')
  if (shown.length === 0) return ''
  const lines = shown.map((object) => {
    const signature = 'arguments' in object ? `(${object.arguments})` : ''
    const labels = object.kind === 'enum' ? `: ${object.labels.map(inline).join(', ')}` : ''
    const comment = object.comment === null ? '' : ` – ${inline(object.comment)}`
    return `- ${object.kind} **${inline(`${object.name}${signature}`)}**${labels}${comment}`
  })
  return `\n${lines.join('\n')}\n`
}

function relationText(relation: Relation, snapshot: LoadedSnapshot, marks: string): string {
  const { policies, triggers, viewDefinition, partitioning } = relation
  const indexes = relation.indexes.map(({ definition }) => definition)
  const constraints = relation.constraints.filter(({ type }) => type !== 'not null' && type !== 'trigger')
  const facts = [
    relation.kind,
    ...(relation.owner === null ? [] : [`owner ${relation.owner}`]),
    ...(relation.rowSecurity.enabled ? ['row security'] : []),
    ...(partitioning === null
      ? []
      : [`partitioned by ${partitioning.key}`, `${countPartitions(relation, snapshot)} partitions`]),
  ]
  return [
    `\n${marks} ${inline(`${relation.schema}.${relation.name}`)}\n`,
    `\n${inline(facts.join(', '))}\n`,
    paragraph(relation.comment),
    relation.columns.length === 0
      ? ''
      : `\n${table(['Column', 'Type', 'NULL', 'Default', 'Comment'], relation.columns.map(columnRow))}`,
    list(
      'Constraints',
      constraints.map(({ name, definition }) => `${inline(name)}: ${code(definition)}`),
    ),
    list('Indexes', indexes.map(code)),
    list(
      'Policies',
      policies.map(
        ({ name, command, using, check }) =>
          `${inline(name)} (${command})${clause('USING', using)}${clause('WITH CHECK', check)}`,
      ),
    ),
    list(
      'Triggers',
      triggers.map(({ definition }) => code(definition)),
    ),
    viewDefinition === null ? '' : `\n${fenced(viewDefinition)}`,
  ].join('')
}

const countPartitions = ({ database, schema, name }: Relation, { objects }: LoadedSnapshot): number =>
  objects.filter(
    (object) =>
      isRelation(object) &&
      object.partitionBound !== null &&
      object.database === database &&
      object.parents.some((parent) => parent.schema === schema && parent.name === name),
  ).length

function columnRow({ name, type, nullable, default: initial, identityColumn, generated, comment }: Column): string[] {
  const value =
    identityColumn !== null
      ? `${identityColumn.kind} identity`
      : generated !== null
        ? code(generated.expression)
        : initial === null
          ? ''
          : code(initial)
  return [inline(name), inline(type), nullable ? 'yes' : 'no', value, inline(comment ?? '')]
}

const clause = (word: string, text: string | null): string => (text === null ? '' : ` ${word} ${code(text)}`)

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n${title}:\n\n${lines.map((line) => `- ${line}\n`).join('')}`

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  return `${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}`
}

/** Text that stays text: nothing in it is Markdown or HTML, and it keeps to one line. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (character) => `\\${character}`)
    .replace(/^([-+=]|\d+[.)])/, '\\$1')
}

/** Between as many backticks as its own do not close; a bar would end a table's cell. */
function code(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const ticks = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${ticks}${space}${plain}${space}${ticks}`
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sql\n${text.trim()}\n${fence}\n`
}

/** Names that every file system takes, each once, whatever the case. */
function filePaths(relations: readonly Relation[]): Map<Relation, string> {
  const taken = new Set<string>()
  return new Map(
    relations.map((relation) => {
      const folder = [relation.database ?? '', relation.schema].map(fileName).join('/')
      const base = `${folder}/${fileName(relation.name)}`
      for (let number = 1; ; number += 1) {
        const path = `${base}${number === 1 ? '' : `-${number}`}.md`
        if (taken.has(path.toLowerCase())) continue
        taken.add(path.toLowerCase())
        return [relation, path]
      }
    }),
  )
}

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 80) || '_'
