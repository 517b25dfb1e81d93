import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../core/error.ts'
import type { HelpProblem } from '../../core/help/help-index.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { quotable } from '../quotable.ts'
import { toTerminal } from '../terminal.ts'
import { type CheckedDocument, checkDocument, count, writeProblems } from './checked-document.ts'
import { readHelpSource, readSchema } from './read-content.ts'

const schemaFile = 'connection.schema.json'

/** `patchbay docs lint`: checks every help document of one or all connectors against its schema. */
export async function lintDocuments(directory: string, json: boolean): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  const folders = await connectorFolders(directory)
  const documents = (await Promise.all(folders.map(checkFolder))).flat()
  const results = documents.map((document) => ({ ...document, problems: allProblems(document) }))
  for (const { file, coverage, problems } of results) {
    if (json) out.line(JSON.stringify({ file, problems, coverage }))
    else writeProblems(file, problems, out)
  }
  const errors = results.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error').length
  if (!json) out.line(`${count(documents.length, 'document')}, ${count(errors, 'error')}`)
  return errors > 0 ? exitCodes.no : exitCodes.success
}

/** The folder itself when it holds a schema, else the folders below it that do. */
async function connectorFolders(directory: string): Promise<string[]> {
  const names = await listFolder(directory)
  if (names.includes(schemaFile)) return [directory]
  const folders: string[] = []
  for (const name of names) {
    const folder = path.join(directory, name)
    const inside = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
      if (error.code === 'ENOTDIR') return []
      throw error
    })
    if (inside.includes(schemaFile)) folders.push(folder)
  }
  if (folders.length > 0) return folders
  throw new AppError('INPUT_UNREADABLE', `The directory ${quotable(directory)} holds no connector.`, {
    hint: `A connector is a folder with ${schemaFile} and help.md.`,
  })
}

async function checkFolder(folder: string): Promise<CheckedDocument[]> {
  const schema = await readSchema(path.join(folder, schemaFile))
  const names = (await listFolder(folder)).filter((name) => /^help(?:\.[A-Za-z-]+)?\.md$/.test(name))
  if (!names.includes('help.md')) {
    throw new AppError('INPUT_UNREADABLE', `The folder ${quotable(folder)} has no help.md.`, {
      hint: 'Every connector needs one; other languages stand beside it as help.<locale>.md.',
    })
  }
  const checked = names.map(async (name) => {
    const file = path.join(folder, name)
    return checkDocument(file, await readHelpSource(file), schema)
  })
  return await Promise.all(checked)
}

async function listFolder(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new AppError('INPUT_UNREADABLE', `The directory ${quotable(directory)} cannot be read (${code}).`, {
      cause: error,
    })
  }
}

/** The document's problems, and what its coverage lacks as errors. A translation may leave properties out. */
function allProblems({ file, index: { problems, sections }, coverage }: CheckedDocument): HelpProblem[] {
  if (coverage === null) return [...problems]
  const lineOf = (id: string) => sections.find((section) => section.id === id)?.line ?? 1
  const at = (line: number, code: string, message: string): HelpProblem => ({
    code,
    severity: 'error',
    message,
    line,
    column: 1,
  })
  const missing = path.basename(file) === 'help.md' ? coverage.undocumented : []
  return [
    ...problems,
    ...missing.map((pointer) => at(1, 'HELP_PROPERTY_UNDOCUMENTED', `The property ${pointer} has no section.`)),
    ...coverage.orphaned.map((id) => at(lineOf(id), 'HELP_SECTION_ORPHANED', `No property is called ${id}.`)),
  ]
}
