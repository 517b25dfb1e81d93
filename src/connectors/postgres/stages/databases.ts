import type { AccessStep } from '../../../core/access.ts'
import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { Diagnosis, Facts } from '../../../core/connection.ts'
import type { DiagnosisCode } from '../../../core/error.ts'
import type { Finding } from '../../run-stages.ts'
import { cloudInternal } from '../catalog/cloud-internal.ts'
import { everyOid } from '../catalog/question.ts'
import { serverDatabases } from '../catalog/questions/server.ts'
import { counted, field, listed, patch } from '../diagnose/row.ts'
import { grantActions, grantConnectScript } from '../privileges/grant-script.ts'
import { type OtherDatabase, tryOtherDatabases } from './other-databases.ts'
import type { World } from './world.ts'

/**
 * The cluster's databases, and with `ingestAllDatabases` what each selected one lets us read.
 * Facts: { visible, readable, selected, summary, skipped: [{ name, reason }], gap?,
 * databases?: [{ name, status, summary, code, visible, readable, durationMs }] }.
 * `readable` counts databases that can be connected to; an entry's `visible` and `readable` count its relations.
 *
 * @param untilMs point of `performance.now()` after which no further database is opened
 */
export async function probeDatabases(world: World, signal: AbortSignal, untilMs: number): Promise<Finding> {
  const answers = await world.session.put(serverDatabases, world.version, everyOid, signal)
  const found = answers.map(toEntry).sort((a, b) => (a.name < b.name ? -1 : 1))
  const { scope } = world.context.settings
  const sorted = sortOut(found, nameFilter(scope.databases))
  const own = world.database.name
  const readable = found.filter(({ connectable, acceptsConnections }) => connectable && acceptsConnections).length
  const facts: Facts = {
    visible: found.length,
    readable,
    selected: scope.allDatabases ? sorted.selected.length : 1,
    skipped: sorted.skipped,
    summary: `${readable} of ${counted(found.length, 'database')} can be opened`,
  }
  if (!scope.allDatabases) {
    const isSelected = nameFilter(scope.databases)(own)
    return isSelected ? { status: 'passed', facts } : nothingSelected(facts, `the database ${own}`)
  }
  if (sorted.selected.length === 0) return nothingSelected(facts, `all ${counted(found.length, 'database')}`)
  const others = sorted.selected.filter(({ name }) => name !== own)
  const tried = await tryOtherDatabases(world, others, signal, untilMs)
  const withOutcomes = { ...facts, databases: tried.map(toFacts), summary: summaryOf(sorted.selected.length, tried) }
  const wanting = tried.filter(({ status }) => status !== 'passed')
  if (wanting.length === 0) return { status: 'passed', facts: withOutcomes }
  const gap = wanting.flatMap(({ name, code, grant }) =>
    code === ('OPEN_CONNECT_DENIED' satisfies DiagnosisCode) ? [grantConnectScript(name, world.role)] : (grant ?? []),
  )
  return { status: 'warned', facts: { ...withOutcomes, gap }, diagnosis: diagnose(wanting, gap) }
}

/** What matters about a database before it is opened. */
export interface DatabaseEntry {
  readonly name: string
  readonly template: boolean
  /** Accepts connections at all; `template0` does not. */
  readonly acceptsConnections: boolean
  /** The role has CONNECT on it. */
  readonly connectable: boolean
}

const toEntry = ({ name, template, open, connectable }: ReturnType<typeof serverDatabases.decode>): DatabaseEntry => ({
  name,
  template: template === 't',
  acceptsConnections: open === 't',
  connectable: connectable === 't',
})

interface Sorted {
  readonly selected: readonly DatabaseEntry[]
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}

function sortOut(found: readonly DatabaseEntry[], matches: (name: string) => boolean): Sorted {
  const selected: DatabaseEntry[] = []
  const skipped: { name: string; reason: string }[] = []
  for (const database of found) {
    const reason = whySkipped(database, matches)
    if (reason === null) selected.push(database)
    else skipped.push({ name: database.name, reason })
  }
  return { selected, skipped }
}

function whySkipped(database: DatabaseEntry, matches: (name: string) => boolean): string | null {
  if (!database.acceptsConnections) return 'takes no connections'
  if (database.template) return 'template'
  if (cloudInternal.includes(database.name)) return 'belongs to the cloud provider'
  return matches(database.name) ? null : 'left out by the filter'
}

function summaryOf(selected: number, others: readonly OtherDatabase[]): string {
  const closed = others.filter(({ status }) => status === 'failed' || status === 'skipped').length
  return `${selected - closed} of ${counted(selected, 'selected database')} opened`
}

const toFacts = ({ grant: _, ...outcome }: OtherDatabase): Facts => ({ ...outcome })

function diagnose(wanting: readonly OtherDatabase[], gap: readonly AccessStep[]): Diagnosis {
  const names = (status: OtherDatabase['status']) =>
    wanting.filter((database) => database.status === status).map(({ name }) => name)
  const [closed, partly, untried] = [names('failed'), names('warned'), names('skipped')]
  const sentences = [
    ...(closed.length > 0 ? [`${listed(closed)} cannot be opened`] : []),
    ...(partly.length > 0 ? [`${listed(partly)} can be read in part`] : []),
    ...(untried.length > 0 ? [`there was no time to try ${listed(untried)}`] : []),
  ]
  return {
    code: 'DATABASES_NOT_READABLE',
    cause: { kind: 'protocol', value: 'DATABASE_SKIPPED' },
    fields: [field.databaseFilterPattern, field.ingestAllDatabases],
    summary: `${capitalised(sentences.join('; '))}.`,
    remedy:
      'What cannot be read will be missing. Grant it where a script is offered, or leave the databases out by filter.',
    actions: gap.length === 0 ? [] : grantActions(...gap),
  }
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const nothingSelected = (facts: Facts, what: string): Finding => ({
  status: 'warned',
  facts,
  diagnosis: {
    code: 'SCOPE_MATCHES_NOTHING',
    cause: { kind: 'input', value: 'NO_MATCH' },
    fields: [field.databaseFilterPattern],
    summary: `The database filter leaves out ${what}.`,
    remedy: 'Loosen it, or nothing will be read.',
    actions: [patch('Remove the filter', field.databaseFilterPattern, null)],
  },
})
