import { isIP } from 'node:net'
import type { CapabilityStageId, ServerFacts, TestReport } from '../../core/connection.ts'
import type { JsonObject } from '../../core/json.ts'
import type { TestOptions } from '../connector.ts'
import { type Finding, type StageSignal, type Stages, startStages } from '../run-stages.ts'
import type { Connection } from './connection.ts'
import { deadlineFinding } from './diagnose/deadline.ts'
import type { DiagnosisContext } from './diagnose/row.ts'
import { startDatabases, toContext } from './open-connection.ts'
import { enforcementWarning } from './settings/enforcement.ts'
import { parseSettings } from './settings/parse-settings.ts'
import type { PostgresSettings } from './settings/settings.ts'
import { beginEarly } from './stages/begin-early.ts'
import { probeColumns } from './stages/columns.ts'
import { probeDatabases } from './stages/databases.ts'
import { withExtractionQuestions } from './stages/extraction-questions.ts'
import { openGate } from './stages/gate.ts'
import { probeLineage } from './stages/lineage.ts'
import { probeProfiler } from './stages/profiler.ts'
import { probeRelations } from './stages/relations.ts'
import { probeRoutines } from './stages/routines.ts'
import { probeSchemas } from './stages/schemas.ts'
import { probeServer } from './stages/server.ts'
import { openSession } from './stages/session.ts'
import { probeTags } from './stages/tags.ts'
import { titles } from './stages/titles.ts'
import { probeUsage } from './stages/usage.ts'
import { asStage, type Probe, type World } from './stages/world.ts'

/** See `Connector.testConnection`. */
export async function testConnection(form: JsonObject, options: TestOptions): Promise<TestReport> {
  const stages = startStages({ ...options, titles, deadlineFinding })
  const settings = await readSettings(stages, form)
  if (settings === null) return stages.finish(null)
  const opened = await openFirst(stages, settings)
  if (opened === null) return stages.finish(null)
  const world: World = {
    context: opened.context,
    session: openSession(opened.connection, stages.stageDeadlineMs),
    version: 0,
    evidence: null,
    role: settings.user,
    database: { oid: 0, name: opened.context.database },
    access: null,
    scope: null,
    usage: { readable: 'none', problem: null },
  }
  try {
    return stages.finish(await runBehindGate(stages, world))
  } finally {
    await world.session.close()
  }
}

async function readSettings(stages: Stages, form: JsonObject): Promise<PostgresSettings | null> {
  let settings: PostgresSettings | null = null
  if (form.sslMode === 'disable') stages.leaveOut('encrypt')
  await stages.run('settings', async () => {
    const parsed = parseSettings(form)
    if (parsed.ok) {
      settings = parsed.value
      const warning = enforcementWarning(settings)
      return warning === null
        ? { status: 'passed', facts: {} }
        : { status: 'warned', facts: { summary: 'Certificate not enforced' }, diagnosis: warning }
    }
    const [diagnosis] = parsed.error
    if (diagnosis === undefined) throw new Error('unusable settings without a problem')
    const problems = parsed.error.map(({ code, fields, summary, remedy }) => ({ code, fields, summary, remedy }))
    return { status: 'failed', facts: { problems }, diagnosis }
  })
  return stages.open ? settings : null
}

/** Opens the gate to the first database that lets us in. */
async function openFirst(
  stages: Stages,
  settings: PostgresSettings,
): Promise<{ readonly connection: Connection; readonly context: DiagnosisContext } | null> {
  if (settings.hosts.every(({ kind }) => kind === 'socket')) stages.leaveOut('encrypt')
  if (settings.hosts.every((spec) => spec.kind === 'socket' || isIP(spec.host) !== 0)) stages.leaveOut('resolve')
  const databases = startDatabases(settings)
  for (const [place, database] of databases.entries()) {
    const context = toContext(settings, database)
    const connection = await openGate(stages, context, place + 1 < databases.length)
    if (connection !== null) return { connection, context }
    if (!stages.open) return null
  }
  return null
}

const capabilities: Readonly<Record<Exclude<CapabilityStageId, 'databases'>, Probe>> = {
  schemas: probeSchemas,
  relations: probeRelations,
  columns: probeColumns,
  routines: probeRoutines,
  tags: probeTags,
  usage: probeUsage,
  lineage: probeLineage,
  profiler: probeProfiler,
}

type StageProbe = (signal: StageSignal) => Promise<Finding>

async function runBehindGate(stages: Stages, world: World): Promise<ServerFacts | null> {
  const found: { server: ServerFacts | null } = { server: null }
  const serverProbe: Probe = (_world, signal) =>
    probeServer(world, signal, (server) => {
      found.server = server
    })
  await stages.run('server', asStage(world, serverProbe))
  // Without the version no question can be put.
  if (found.server === null) {
    stages.closeAfter('server')
    return null
  }

  const databasesMs = databasesDeadlineMs(stages, world)
  const untilMs = performance.now() + databasesMs - stages.stageDeadlineMs / 5
  // Where other databases are opened in turn, the first one's connection is closed for that while.
  const databasesProbe = withExtractionQuestions('databases', (_world, signal) =>
    probeDatabases(world, signal, untilMs),
  )
  const early = world.context.settings.scope.allDatabases ? null : beginEarly(world, databasesProbe, stages.signal)
  if (early === null) await runCapability('databases', asStage(world, databasesProbe), databasesMs)
  const begun: [CapabilityStageId, StageProbe][] = early === null ? [] : [['databases', early]]
  for (const [id, probe] of stages.open ? (Object.entries(capabilities) as [CapabilityStageId, Probe][]) : []) {
    const named = namingDatabase(withExtractionQuestions(id, probe))
    // Lineage tells what usage could read, so it waits for its turn.
    begun.push([id, id === 'lineage' ? asStage(world, named) : beginEarly(world, named, stages.signal)])
  }
  for (const [id, probe] of begun) await runCapability(id, probe, stages.stageDeadlineMs)
  return found.server

  async function runCapability(id: CapabilityStageId, probe: StageProbe, deadlineMs: number): Promise<void> {
    await stages.run(id, probe, deadlineMs)
    if (!world.session.usable) stages.closeAfter(id)
  }
}

/** With several databases a count needs to say whose it is; the others' stand in the facts of `databases`. */
function namingDatabase(probe: Probe): Probe {
  return async (world, signal) => {
    const finding = await probe(world, signal)
    const { summary } = finding.facts
    if (!world.context.settings.scope.allDatabases || typeof summary !== 'string') return finding
    return { ...finding, facts: { ...finding.facts, summary: `${summary} in ${world.database.name}` } }
  }
}

/** Opening many databases in turn may take half of the whole test; the other stages want the rest. */
function databasesDeadlineMs({ stageDeadlineMs, testDeadlineMs }: Stages, { context }: World): number {
  return context.settings.scope.allDatabases ? Math.max(stageDeadlineMs, testDeadlineMs / 2) : stageDeadlineMs
}
