import type { Command } from 'commander'
import type { ExitCode } from './exit-codes.ts'

const indexHelp = `
Example:
  $ patchbay docs index content/postgres/help.md --schema content/postgres/connection.schema.json

With --json: one JSON object a line for each document,
  { title, overview: { text }, sections: [{ id, title, depth, line, text }], problems: [{ code, severity, message,
  line, column }] }, and with a schema also coverage: { documented, undocumented, orphaned }.

Exit code: 0 no errors, 1 a document has an error, 2 unusable input.`

const lintHelp = `
DIR holds one folder for each connector, or is one: its help.md and help.<locale>.md are compared with its
connection.schema.json. A property without help, and help without a property, are errors.

Example:
  $ patchbay docs lint content

With --json: one JSON object a line for each document, { file, problems, coverage }.

Exit code: 0 no errors, 1 a document has an error, 2 unusable input.`

/** `patchbay docs`: reads and checks help documents. Needs no state and no server. */
export function registerDocs(program: Command, end: (code: ExitCode) => void): void {
  const docs = program
    .command('docs')
    .summary('read and check help documents')
    .description('Read and check help documents.')
  docs
    .command('index')
    .summary('show what help documents say')
    .description('Show the sections and problems of help documents.')
    .argument('<file...>', 'help documents')
    .option('--schema <file>', 'connection schema to compare them with')
    .option('--json', 'print one JSON object a line for each document')
    .addHelpText('after', indexHelp)
    .action(async (files: string[], options: IndexOptions) => {
      const { indexDocuments } = await import('./docs/index-documents.ts')
      end(await indexDocuments(files, options.schema ?? null, options.json === true))
    })
  docs
    .command('lint')
    .summary('check the help documents of connectors')
    .description('Check the help documents of connectors against their connection schemas.')
    .argument('<dir>', 'content folder, or the folder of one connector')
    .option('--json', 'print one JSON object a line for each document')
    .addHelpText('after', lintHelp)
    .action(async (directory: string, options: LintOptions) => {
      const { lintDocuments } = await import('./docs/lint-documents.ts')
      end(await lintDocuments(directory, options.json === true))
    })
}

interface IndexOptions {
  readonly schema?: string
  readonly json?: true
}

interface LintOptions {
  readonly json?: true
}
