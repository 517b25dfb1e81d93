import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { FilterPattern, SkippedObject } from '../../../core/catalog/snapshot.ts'
import type { Diagnosis } from '../../../core/connection.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { FilterPreview, ScopePreview } from '../../../core/scope-preview.ts'
import { everyOid } from '../catalog/question.ts'
import { moment, namespaces, relationNames } from '../catalog/questions/names.ts'
import type { AnyQuestion } from '../catalog/questions/registry.ts'
import { serverDatabases } from '../catalog/questions/server.ts'
import { type Connection, QueryFailure } from '../connection.ts'
import { diagnoseConnect, diagnoseQuery } from '../diagnose.ts'
import { type Opened, openConnection } from '../open-connection.ts'
import { filterFields } from '../settings/filter-fields.ts'
import { connectInTurn } from '../stages/connect-in-turn.ts'
import { compareText } from './group.ts'
import { createNames } from './names.ts'
import { selectDatabases } from './select-databases.ts'
import { serverVersion } from './server-version.ts'
import { Answers, Transaction } from './transaction.ts'
import { relationKinds } from './words.ts'

/** Names that are shown of each side. */
const sampled = 40
/** Databases that are looked into; the others are named. */
const mostDatabases = 10
const stepDeadlineMs = 5_000

/**
 * What the filters of a form let in and leave out, by the questions an extraction asks. Throws the signal's reason
 * after an abort.
 */
export async function previewScope(form: JsonObject, signal: AbortSignal): Promise<Result<ScopePreview, Diagnosis>> {
  const opened = await openConnection(form, signal)
  if (!opened.ok) return opened
  try {
    return ok(await readPreview(opened.value, signal))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return err(diagnoseQuery(error, opened.value.context))
  } finally {
    await opened.value.connection.close()
  }
}

async function readPreview({ connection, context }: Opened, signal: AbortSignal): Promise<ScopePreview> {
  const { settings } = context
  const { databases, schemas, tables } = settings.scope
  const first = await readNames(connection, signal, [serverDatabases])
  const found = first.answers.of(serverDatabases)
  const { selected, skipped } = selectDatabases(found, settings, first.database)
  const candidates = settings.scope.allDatabases
    ? found.filter(({ template }) => template === 'f').map(({ name }) => name)
    : [first.database]
  const read: DatabaseNames[] = []
  const notRead: SkippedObject[] = [...skipped]
  // A role may be allowed a single connection.
  if (selected.length > 1 || selected[0] !== first.database) await connection.close()
  for (const [place, database] of selected.entries()) {
    if (place >= mostDatabases) notRead.push({ object: database, reason: 'A preview looks into the first ten.' })
    else if (database === first.database) read.push(first)
    else {
      const names = await readOther(context, database, signal)
      if ('reason' in names) notRead.push(names)
      else read.push(names)
    }
  }
  const inSchemas = nameFilter(schemas)
  const schemaNames = distinct(read.flatMap((names) => names.schemas))
  const relations = read.flatMap((names) => names.relations.filter(({ schema }) => inSchemas(schema)))
  return {
    filters: [
      preview(databaseField, 'database', databases, candidates.map(asIs)),
      preview(schemaField, 'schema', schemas, schemaNames.map(asIs)),
      preview(
        tableField,
        'relation',
        tables,
        relations.map(({ schema, name }) => ({ name, shown: `${schema}.${name}` })),
      ),
    ],
    lookedInto: read.map((names) => names.database),
    skipped: notRead,
  }
}

const [databaseField, schemaField, tableField] = filterFields

interface DatabaseNames {
  readonly database: string
  readonly schemas: readonly string[]
  readonly relations: readonly { readonly schema: string; readonly name: string }[]
  readonly answers: Answers
}

/** What a filter is tried on, and how it is shown. */
interface Candidate {
  readonly name: string
  readonly shown: string
}

const asIs = (name: string): Candidate => ({ name, shown: name })

async function readNames(
  connection: Connection,
  signal: AbortSignal,
  more: readonly unknown[] = [],
): Promise<DatabaseNames> {
  const transaction = new Transaction(connection, { signal, version: serverVersion(connection.parameters) })
  const answers = new Answers()
  await transaction.ask([moment, namespaces, relationNames, ...more] as readonly AnyQuestion[], everyOid, answers, true)
  const [refused] = transaction.unanswered
  // Of half an answer no preview can be made.
  if (refused !== undefined) throw refused.failure
  const { database } = answers.first(moment)
  const names = createNames(database, answers)
  const schemas = answers
    .of(namespaces)
    .filter(({ oid }) => names.isUserSchema(oid))
    .map(({ name }) => name)
  const relations = [...names.relations.values()]
    .filter(({ kind, namespace }) => kind in relationKinds && names.isUserSchema(namespace))
    .map(({ namespace, name }) => names.qualified(namespace, name))
  return { database, schemas, relations, answers }
}

async function readOther(
  context: Opened['context'],
  database: string,
  signal: AbortSignal,
): Promise<DatabaseNames | SkippedObject> {
  const result = await connectInTurn(context.settings, { database, signal, stepDeadlineMs })
  signal.throwIfAborted()
  if (!result.ok) return { object: database, reason: diagnoseConnect(result.error, { ...context, database }).summary }
  try {
    return await readNames(result.value, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return { object: database, reason: diagnoseQuery(error, { ...context, database }).summary }
  } finally {
    await result.value.close()
  }
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)]

function preview(
  path: FieldPath,
  what: FilterPreview['what'],
  pattern: FilterPattern,
  candidates: readonly Candidate[],
): FilterPreview {
  const isIn = nameFilter(pattern)
  const [included, excluded]: [string[], string[]] = [[], []]
  for (const { name, shown } of candidates) (isIn(name) ? included : excluded).push(shown)
  const count = (text: string) => candidates.filter(({ name }) => new RegExp(text).test(name)).length
  return {
    field: path,
    what,
    included: toSample(included),
    excluded: toSample(excluded),
    includes: pattern.includes.map(count),
    excludes: pattern.excludes.map(count),
  }
}

const toSample = (names: readonly string[]) => ({
  count: names.length,
  names: [...names].sort(compareText).slice(0, sampled),
})
