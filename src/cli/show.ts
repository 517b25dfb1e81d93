import type { Command } from 'commander'
import { writeObjectName } from '../core/catalog/find-object.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import type { Relation } from '../core/catalog/relation.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { toConnectorId } from '../core/ids.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Parts } from './parts.ts'
import { readSnapshot, snapshotHelp } from './snapshot-argument.ts'
import { namedObject } from './snapshot-object.ts'
import { harmless, style, type Terminal, toTerminal } from './terminal.ts'

const help = `
${snapshotHelp}

OBJECT is [database.]schema.name, quoted as in SQL, routines with their argument types; without it everything that is
there is counted and listed.

Examples:
  $ patchbay show orders.jsonl
  $ patchbay show orders.jsonl public.orders
  $ patchbay show orders.jsonl public.orders --json
  $ patchbay show orders-prod@previous public.orders

With --json: the object as it stands in the snapshot; without OBJECT { header, end, objects: [{ kind, database, schema,
name, arguments }] }.

Exit code: 0 success, 2 unusable input.`

export function registerShow(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('show')
    .summary('look into a snapshot')
    .description('Show what a snapshot holds, or one object of it.')
    .argument('<snapshot>', 'the snapshot')
    .argument('[object]', 'one object instead of a list')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help)
    .action(async (file: string, object: string | undefined, options: { readonly json?: true }) => {
      const snapshot = await readSnapshot(file, parts)
      const out = toTerminal(process.stdout)
      if (object === undefined) showAll(snapshot, options.json === true, out)
      else await showOne(snapshot, namedObject(snapshot, object, null), options.json === true, parts, out)
      end(exitCodes.success)
    })
}

function showAll({ header, objects, end }: LoadedSnapshot, json: boolean, out: Terminal): void {
  if (json) {
    const listed = objects.map((object) => {
      const { kind, database, schema, name } = object
      return { kind, database, schema, name, arguments: 'arguments' in object ? object.arguments : null }
    })
    out.line(JSON.stringify({ header, end, objects: listed }))
    return
  }
  const { server, takenAt, scope } = header
  out.line(`Postgres ${harmless(server.version)}, read ${takenAt}: ${harmless(scope.databases.join(', '))}`)
  out.line()
  writePairs(
    Object.entries(end.counts).map(([kind, count]) => [kind, String(count)]),
    out,
  )
  out.line()
  const several = scope.databases.length > 1
  writePairs(
    objects
      .filter(({ extension }) => extension === null)
      .map((object) => [object.kind, writeObjectName(object, several)]),
    out,
  )
  if (end.skipped.length === 0) return
  out.line()
  out.line('Not read:')
  for (const { object, reason } of end.skipped) out.line(harmless(`  ${object}: ${reason}`))
}

async function showOne(
  snapshot: LoadedSnapshot,
  object: SnapshotObject,
  json: boolean,
  parts: Parts,
  out: Terminal,
): Promise<void> {
  if (json) {
    out.line(JSON.stringify(object))
    return
  }
  const name = writeObjectName(object, snapshot.header.scope.databases.length > 1)
  out.line(style(out, 'bold', harmless(`${object.kind} ${name}`)))
  writePairs(facts(object), out)
  if ('columns' in object) {
    out.line()
    writeColumns(object, out)
  }
  const renderer = await parts.ddlRenderer(toConnectorId(snapshot.header.connector))
  out.line()
  out.write(harmless(renderer.renderObject(object, snapshot.objects, snapshot.header.server)))
}

function facts(object: SnapshotObject): [string, string][] {
  const measured = Object.entries(object.measured ?? {}).filter(([, value]) => value !== null)
  return [
    ['owner', object.owner],
    ['comment', object.comment],
    ['extension', object.extension],
    ...measured.map(([name, value]): [string, string] => [measureNames[name] ?? name, String(value)]),
  ].flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name ?? '', value]] : []))
}

const measureNames: Readonly<Record<string, string>> = {
  estimatedRows: 'rows (estimate)',
  sizeBytes: 'bytes (estimate)',
  lastAnalyzedAt: 'last analyzed',
}

function writeColumns(relation: Relation, out: Terminal): void {
  const width = Math.max(0, ...relation.columns.map(({ name }) => name.length))
  for (const { name, type, nullable, comment } of relation.columns) {
    const words = [
      name.padEnd(width),
      type,
      ...(nullable ? [] : ['not null']),
      ...(comment === null ? [] : [`– ${comment}`]),
    ]
    out.line(harmless(`  ${words.join('  ').replaceAll('\n', ' ')}`))
  }
}

function writePairs(pairs: readonly (readonly [string, string])[], out: Terminal): void {
  const width = Math.max(0, ...pairs.map(([name]) => name.length))
  for (const [name, text] of pairs) out.line(`${style(out, 'dim', name.padEnd(width))}  ${harmless(text)}`)
}
