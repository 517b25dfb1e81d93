import type { Finding } from '../../run-stages.ts'
import { counted, field, listed } from '../diagnose/row.ts'
import { grantActions, noGap, readStep } from '../privileges/grant-script.ts'
import { closedSchemas, type Scope } from './scope.ts'
import { scopeOf } from './scope-of.ts'
import type { World } from './world.ts'

/** Facts: { visible, readable, outOfScope, closed: [name], summary }. `readable` counts schemas with USAGE. */
export async function probeSchemas(world: World, signal: AbortSignal): Promise<Finding> {
  const scope = await scopeOf(world, signal)
  const closed = closedSchemas(scope).map(({ name }) => name)
  const visible = scope.schemas.length
  const readable = scope.schemas.filter(({ usable }) => usable).length
  const facts = {
    visible,
    readable,
    outOfScope: scope.all.schemas - visible,
    closed: closed.slice(0, 20),
    summary: summaryOf(visible, readable),
  }
  if (visible === 0 && scope.all.schemas > 0) return nothingInScope(scope, facts)
  if (closed.length === 0) return { status: 'passed', facts }
  const step = readStep({ ...noGap, role: world.role, database: world.database.name, schemas: closed })
  return {
    status: 'warned',
    facts,
    diagnosis: {
      code: 'SCHEMAS_NOT_USABLE',
      cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
      fields: [],
      summary: `${world.role} has no USAGE on ${counted(closed.length, 'schema')}: ${listed(closed)}.`,
      remedy:
        'Their structure is read all the same; profiles and checks of their tables will be missing until this is granted.',
      actions: grantActions(step),
      help: 'username',
    },
  }
}

function summaryOf(visible: number, readable: number): string {
  if (visible === 0) return 'No schemas'
  return readable === visible ? counted(visible, 'schema') : `${readable} of ${counted(visible, 'schema')} usable`
}

function nothingInScope(scope: Scope, facts: Extract<Finding, { status: 'passed' }>['facts']): Finding {
  return {
    status: 'warned',
    facts,
    diagnosis: {
      code: 'SCOPE_MATCHES_NOTHING',
      cause: { kind: 'input', value: 'NO_MATCH' },
      fields: [field.schemaFilterPattern],
      summary: `The schema filter leaves out all ${counted(scope.all.schemas, 'schema')} of the database.`,
      remedy: 'Loosen the filter, or connect to another database.',
      actions: [
        { kind: 'patch', label: 'Remove the filter', patch: [{ path: field.schemaFilterPattern, value: null }] },
      ],
    },
  }
}
