import type { ExitCode } from '../exit-codes.ts'
import { exitCodes } from '../exit-codes.ts'
import { harmless, style, type Terminal, toTerminal } from '../terminal.ts'
import { type CheckedDocument, checkDocument, count, hasError, writeProblems } from './checked-document.ts'
import { readHelpSource, readSchema } from './read-content.ts'

/** `patchbay docs index`: shows what documents say and what is wrong with them. */
export async function indexDocuments(
  files: readonly string[],
  schemaFile: string | null,
  json: boolean,
): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  const schema = schemaFile === null ? null : await readSchema(schemaFile)
  // Read all of them first, so that unusable input prints one error and nothing else.
  const sources = await Promise.all(files.map(readHelpSource))
  const documents = sources.map((source, at) => checkDocument(files[at] ?? '', source, schema))
  for (const document of documents) {
    if (json) out.line(JSON.stringify(toIndexLine(document)))
    else writeIndex(document, out)
  }
  return documents.some(({ index: { problems } }) => hasError(problems)) ? exitCodes.no : exitCodes.success
}

function toIndexLine({ index: { title, overview, sections, problems }, coverage }: CheckedDocument): object {
  return {
    title,
    overview: { text: overview.text },
    sections: sections.map(({ id, title: heading, depth, line, text }) => ({ id, title: heading, depth, line, text })),
    problems,
    ...(coverage ? { coverage } : {}),
  }
}

function writeIndex({ file, index: { title, sections, problems }, coverage }: CheckedDocument, out: Terminal): void {
  out.line(style(out, 'bold', harmless(`${file}  ${title ?? '(no title)'}`)))
  const width = Math.max(0, ...sections.map(({ id }) => id?.length ?? 1))
  for (const { id, title: heading, line } of sections) {
    out.line(harmless(`  ${String(line).padStart(4)}  ${(id ?? '–').padEnd(width)}  ${heading ?? ''}`))
  }
  writeProblems(file, problems, out)
  if (coverage === null) return
  out.line(`  ${count(coverage.documented.length, 'property', 'properties')} documented`)
  if (coverage.undocumented.length > 0) out.line(harmless(`  without help: ${coverage.undocumented.join(' ')}`))
  if (coverage.orphaned.length > 0) out.line(harmless(`  without a property: ${coverage.orphaned.join(' ')}`))
}
