import type { Finding } from '../../run-stages.ts'
import { counted, field, listed, patch } from '../diagnose/row.ts'
import { grantActions, readStep } from '../privileges/grant-script.ts'
import { type GroupAccess, groupAccess } from '../privileges/group-access.ts'
import type { RelationAccess } from '../privileges/relation-access.ts'
import type { RoleAccess } from '../privileges/role-access.ts'
import { readableRelations, readGap, type Scope } from './scope.ts'
import { accessOf, scopeOf } from './scope-of.ts'
import { sampleSize, type World } from './world.ts'

/**
 * Facts: { visible, readable, outOfScope, tables, views, sampled, unreadable: [schema.name],
 * unreadableTomorrow: [schema, by owner], gap?, summary }
 */
export async function probeRelations(world: World, signal: AbortSignal): Promise<Finding> {
  const scope = await scopeOf(world, signal)
  const { settings } = world.context
  const readable = readableRelations(scope)
  const isReadable = new Set(readable.map(({ oid }) => oid))
  const unreadable = scope.relations.filter(({ oid }) => !isReadable.has(oid))
  const visible = scope.relations.length
  const access = await accessOf(world, signal)
  const gap = readGap(scope, settings.scope, access, world.database.name)
  const views = scope.relations.filter(({ kind }) => kind === 'view' || kind === 'materialized view').length
  const facts = {
    visible,
    readable: readable.length,
    outOfScope: scope.all.relations - visible,
    tables: visible - views,
    views,
    sampled: Math.min(visible, sampleSize),
    unreadable: unreadable.slice(0, 20).map(({ schema, name }) => `${schema}.${name}`),
    unreadableTomorrow: gap.future.slice(0, 20).map(({ owner, schema }) => `${schema}, by ${owner}`),
    summary: summaryOf(visible, readable.length, gap.future.length > 0),
  }
  if (visible === 0 && scope.all.relations > 0) {
    return {
      status: 'warned',
      facts,
      diagnosis: {
        code: 'SCOPE_MATCHES_NOTHING',
        cause: { kind: 'input', value: 'NO_MATCH' },
        fields: [field.tableFilterPattern, field.schemaFilterPattern],
        summary: `The filters leave out all ${counted(scope.all.relations, 'relation')} of the database.`,
        remedy: 'Loosen them, or connect to another database.',
        actions: [patch('Remove the table filter', field.tableFilterPattern, null)],
      },
    }
  }
  const step = readStep(gap)
  if (unreadable.length === 0) {
    return { status: 'passed', facts: step.grant === '' ? facts : { ...facts, gap: [step] } }
  }
  const groups = await readingGroups(world, access, unreadable, signal)
  const names = unreadable.map(({ schema, name }) => `${schema}.${name}`)
  return {
    status: 'warned',
    facts: step.grant === '' ? facts : { ...facts, gap: [step] },
    diagnosis: {
      code: 'RELATIONS_NOT_READABLE',
      cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
      fields: [],
      summary: `${world.role} cannot read ${counted(unreadable.length, 'relation')} of ${visible.toLocaleString('en-US')}: ${listed(names)}.${sayGroups(access, groups)}${sayBlocked(scope)}`,
      remedy:
        'Their structure is read all the same; profiles and checks of them will be missing until this is granted.',
      actions: step.grant === '' ? [] : grantActions(step),
      help: 'username',
    },
  }
}

/** Groups whose rights would do, had the role inherited them. */
async function readingGroups(
  world: World,
  { notInherited }: RoleAccess,
  unreadable: readonly RelationAccess[],
  signal: AbortSignal,
): Promise<readonly GroupAccess[]> {
  if (notInherited.length === 0) return []
  const oids = unreadable.slice(0, sampleSize).map(({ oid }) => oid)
  return await world.session.ask({ ...groupAccess, sql: groupAccess.sql(notInherited, oids) }, signal)
}

function sayGroups({ role }: RoleAccess, groups: readonly GroupAccess[]): string {
  if (groups.length === 0) return ''
  const names = listed(groups.map((group) => group.role))
  return ` ${role} is a member of ${names}, which may, but does not inherit the rights.`
}

/** A grant on such a view opens nothing: what it reads has to be open to whom it reads as. */
function sayBlocked({ relations, blockedViews }: Scope): string {
  const blocked = relations.filter(({ oid, select }) => select !== 'none' && blockedViews.has(oid))
  if (blocked.length === 0) return ''
  const behind = new Set(blocked.flatMap(({ oid }) => blockedViews.get(oid) ?? []))
  return ` Behind ${listed(blocked.map(({ schema, name }) => `${schema}.${name}`))} stands ${listed([...behind])}, which is closed to whom the view reads as.`
}

/** Without default privileges the next table is missing until someone notices. */
function summaryOf(visible: number, readable: number, missesTomorrow: boolean): string {
  if (visible === 0) return 'No relations'
  const today = `${readable.toLocaleString('en-US')} of ${counted(visible, 'relation')} readable`
  return missesTomorrow && readable === visible ? `${today}, new ones will not be` : today
}
