import type { DdlRenderer, ScriptScope } from '../../../core/catalog/ddl-renderer.ts'
import type { LoadedSnapshot } from '../../../core/catalog/read-snapshot.ts'
import type { SnapshotHeader, SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { renderChanges } from './change/render-changes.ts'
import { renderMember } from './extension-member.ts'
import { type Order, orderByNeed } from './needs.ts'
import { createContext } from './render-context.ts'
import { renderSteps } from './render-steps.ts'
import { type Phase, phases, type RenderContext, type Step, sortedPhases } from './step.ts'

/** An object's whole DDL by itself, in the order that a script would run it. Ends with a line feed. */
function renderObject(
  object: SnapshotObject,
  objects: readonly SnapshotObject[],
  server: SnapshotHeader['server'],
): string {
  const inDatabase = objects.filter(({ database }) => database === object.database)
  const steps = renderSteps(object, createContext(inDatabase, server, null))
  const own = object.kind === 'base type' && !object.shell ? steps.filter(({ phase }) => phase !== 'announce') : steps
  return join(phases.flatMap((phase) => own.filter((step) => step.phase === phase)))
}

/**
 * The DDL of a database in an order that loads into an empty one, as a superuser. What an extension brought comes with
 * the extension; the database itself is not made.
 */
function renderScript(
  { header: { server }, objects }: Pick<LoadedSnapshot, 'header' | 'objects'>,
  { database, roles }: ScriptScope,
): string {
  const inDatabase = objects.filter((object) => object.database === database && object.kind !== 'database')
  const order = orderByNeed(inDatabase.filter(({ extension }) => extension === null))
  const context = createContext(inDatabase, server, order)
  const serverWide = roles ? objects.filter(({ kind }) => kind === 'role') : []
  const roleSteps = serverWide.map((role) => renderSteps(role, context))
  return join([
    { phase: 'create', sql: settings },
    ...inPhase(roleSteps, 'create'),
    ...inPhase(roleSteps, 'links'),
    ...toScript(order, context),
    ...inDatabase.filter(({ extension }) => extension !== null).flatMap((member) => renderMember(member, context)),
  ])
}

/** Names are qualified throughout, bodies may name what comes later, and what was once allowed still is. */
const settings = `SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET client_min_messages = warning;
SET row_security = off;
SELECT pg_catalog.set_config('search_path', '', false);`

function toScript({ parts }: Order, context: RenderContext): Step[] {
  const stepsOf = new Map<SnapshotObject, readonly Step[]>()
  for (const { object, phase } of parts) if (phase === 'create') stepsOf.set(object, renderSteps(object, context))
  const sorted = parts.flatMap(({ object, phase }) =>
    (stepsOf.get(object) ?? []).filter((step) => step.phase === phase),
  )
  const all = [...stepsOf.values()]
  return [...sorted, ...phases.filter((phase) => !sortedPhases.includes(phase)).flatMap((phase) => inPhase(all, phase))]
}

const inPhase = (steps: readonly (readonly Step[])[], wanted: Phase): Step[] =>
  steps.flatMap((list) => list.filter(({ phase }) => phase === wanted))

const join = (steps: readonly Step[]): string => steps.map(({ sql }) => `${sql}\n`).join('\n')

export const ddl: DdlRenderer = { renderObject, renderScript, renderChanges }
