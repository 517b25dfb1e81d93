import type { Finding } from '../../run-stages.ts'
import { quoteIdentifier } from '../catalog/quote.ts'
import { copySql, counted, listed } from '../diagnose/row.ts'
import { grantActions, readStep } from '../privileges/grant-script.ts'
import { probeRelation } from '../profile/probe-relation.ts'
import { readableRelations, readGap } from './scope.ts'
import { accessOf, scopeOf } from './scope-of.ts'
import type { World } from './world.ts'

/**
 * Which relations can be measured, and which of them would look emptier than they are.
 * Facts: { visible, readable, rowsHidden, hidden: [schema.name], summary }
 */
export async function probeProfiler(world: World, signal: AbortSignal): Promise<Finding> {
  const scope = await scopeOf(world, signal)
  const readable = readableRelations(scope)
  const hidden = readable.filter(({ rowsHidden }) => rowsHidden).map(({ schema, name }) => `${schema}.${name}`)
  const visible = scope.relations.length
  const [first] = readable.filter(({ kind }) => kind !== 'foreign table' && kind !== 'view')
  if (first !== undefined) await probeRelation(world.session, first, signal)
  const facts = {
    visible,
    readable: readable.length,
    rowsHidden: hidden.length,
    hidden: hidden.slice(0, 20),
    summary:
      visible === 0
        ? 'No relations'
        : `${readable.length.toLocaleString('en-US')} of ${counted(visible, 'relation')} measurable`,
  }
  if (hidden.length > 0) {
    const role = quoteIdentifier(world.role)
    return {
      status: 'warned',
      facts,
      diagnosis: {
        code: 'PROFILER_ROWS_HIDDEN',
        cause: { kind: 'protocol', value: 'ROW_SECURITY_ACTIVE' },
        fields: [],
        summary: `Row-level security may hide rows of ${listed(hidden)} from ${world.role}: profiles would count too few.`,
        remedy: 'Profiles of them will say so. To measure all rows, have a superuser let the role pass the policies.',
        actions: [
          copySql('Copy ALTER ROLE', `ALTER ROLE ${role} BYPASSRLS;`),
          copySql('Copy its undoing', `ALTER ROLE ${role} NOBYPASSRLS;`),
        ],
        help: 'username',
      },
    }
  }
  if (readable.length === visible) return { status: 'passed', facts }
  const { settings } = world.context
  const step = readStep(readGap(scope, settings.scope, await accessOf(world, signal), world.database.name))
  return {
    status: 'warned',
    facts,
    diagnosis: {
      code: 'PROFILER_TABLES_NOT_READABLE',
      cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
      fields: [],
      summary: `${counted(visible - readable.length, 'relation')} cannot be profiled or checked: ${world.role} may not read them.`,
      remedy: 'Only the server’s own estimates will be shown for them until this is granted.',
      actions: step.grant === '' ? [] : grantActions(step),
      help: 'username',
    },
  }
}
