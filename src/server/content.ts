import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, watch } from 'node:fs'
import path from 'node:path'
import type { HelpIndex } from '../core/help/help-index.ts'
import { parseHelp } from '../core/help/parse-help.ts'
import { type ConnectorId, type FieldPath, toConnectorId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { compileFormShape, type FieldProblem } from '../runs/form-shape.ts'
import { secretFieldsOf } from '../runs/secret-fields.ts'
import { checkSchema } from './check-schema.ts'
import { ContentError, type ContentProblem, type ReadText, readConnectionSchema } from './connection-schema.ts'
import { compileValidators } from './validators.ts'

/** A connector's folder under content/, ready for the page. */
export interface ConnectorContent {
  readonly id: ConnectorId
  readonly title: string
  readonly schema: JsonObject
  readonly secretFields: readonly FieldPath[]
  readonly help: HelpIndex
  /** The text of the validators' module and a name for it that changes with it. */
  readonly validators: { readonly code: string; readonly version: string }
  checkShape(form: JsonObject): readonly FieldProblem[]
}

/** A folder whose form cannot be shown. */
export interface BrokenContent {
  readonly id: ConnectorId
  readonly problem: ContentProblem
}

export interface Content {
  find(id: ConnectorId): ConnectorContent | null
  readonly connectors: readonly ConnectorContent[]
  readonly broken: readonly BrokenContent[]
  /** Everything wrong in the files, the broken ones' errors included. */
  readonly problems: readonly ContentProblem[]
}

/**
 * Reads content folders: `<connector>/connection.schema.json` with `<connector>/help.md` beside it. A later root's
 * connector replaces an earlier one's. A broken file breaks its own connector only. Throws where a root is not there.
 */
export function loadContent(roots: readonly string[]): Content {
  const connectors = new Map<ConnectorId, ConnectorContent>()
  const broken = new Map<ConnectorId, BrokenContent>()
  const problems: ContentProblem[] = []
  for (const root of roots) {
    for (const name of connectorFolders(root)) {
      const id = toConnectorId(name)
      connectors.delete(id)
      broken.delete(id)
      try {
        const { content, problems: found } = loadConnector(id, path.resolve(root))
        connectors.set(id, content)
        problems.push(...found)
      } catch (error) {
        if (!(error instanceof ContentError)) throw error
        broken.set(id, { id, problem: error.problem })
        problems.push(error.problem)
      }
    }
  }
  const byTitle = [...connectors.values()].sort((a, b) => a.title.localeCompare(b.title, 'en'))
  return { find: (id) => connectors.get(id) ?? null, connectors: byTitle, broken: [...broken.values()], problems }
}

const schemaFile = 'connection.schema.json'
const folderName = /^[a-z][a-z\d-]{0,63}$/

function connectorFolders(root: string): string[] {
  const isConnector = (entry: Dirent) =>
    entry.isDirectory() && folderName.test(entry.name) && readText(path.join(root, entry.name, schemaFile)) !== null
  return readdirSync(root, { withFileTypes: true })
    .filter(isConnector)
    .map((entry) => entry.name)
    .sort()
}

const readText: ReadText = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null
    throw new ContentError({ severity: 'error', file, line: 1, column: 1, message: `cannot be read (${code})` })
  }
}

function loadConnector(id: ConnectorId, root: string): { content: ConnectorContent; problems: ContentProblem[] } {
  const file = path.join(root, id, schemaFile)
  const schema = readConnectionSchema(file, root, readText)
  checkSchema(schema, file, readText(file) ?? '')
  const helpFile = path.join(root, id, 'help.md')
  const source = readText(helpFile)
  const help = parseHelp(source ?? '')
  const code = compileValidators(schema)
  const content: ConnectorContent = {
    id,
    title: typeof schema.title === 'string' && schema.title !== '' ? schema.title : id,
    schema,
    secretFields: secretFieldsOf(schema),
    help,
    validators: { code, version: createHash('sha256').update(code).digest('hex').slice(0, 16) },
    checkShape: compileFormShape(schema),
  }
  const problems: ContentProblem[] = help.problems.map((problem) => ({ ...problem, file: helpFile }))
  if (source === null) {
    problems.push({ severity: 'warning', file: helpFile, line: 1, column: 1, message: 'there is no help document' })
  }
  return { content, problems }
}

/** Calls back soon after a file below one of the folders changed. Returns how to stop. */
export function watchContent(roots: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = roots.map((root) =>
    watch(root, { recursive: true, persistent: false }, () => {
      clearTimeout(timer)
      // Editors write a file in several steps.
      timer = setTimeout(onChange, 100)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
