import type { Finding } from '../../run-stages.ts'
import { counted, listed } from '../diagnose/row.ts'
import { grantActions, noGap, readStep } from '../privileges/grant-script.ts'
import { readableRelations } from './scope.ts'
import { scopeOf } from './scope-of.ts'
import type { World } from './world.ts'

/** Facts: { visible, readable, partlyReadable: [schema.name], summary } */
export async function probeColumns(world: World, signal: AbortSignal): Promise<Finding> {
  const scope = await scopeOf(world, signal)
  const visible = scope.relations.reduce((sum, { columnCount }) => sum + columnCount, 0)
  const readable = readableRelations(scope).reduce(
    (sum, { oid, columnCount }) => sum + columnCount - (scope.hiddenColumns.get(oid)?.length ?? 0),
    0,
  )
  const partly = scope.relations.filter(({ oid }) => scope.hiddenColumns.has(oid))
  const names = partly.map(({ schema, name }) => `${schema}.${name}`)
  const facts = {
    visible,
    readable,
    partlyReadable: names.slice(0, 20),
    summary:
      visible === 0 ? 'No columns' : `${readable.toLocaleString('en-US')} of ${counted(visible, 'column')} readable`,
  }
  if (partly.length === 0) return { status: 'passed', facts }
  const hidden = partly.map(({ oid, schema, name }) => ({ schema, name, columns: scope.hiddenColumns.get(oid) ?? [] }))
  const hiddenCount = hidden.reduce((sum, relation) => sum + relation.columns.length, 0)
  const step = readStep({ ...noGap, role: world.role, database: world.database.name, columns: hidden })
  return {
    status: 'warned',
    facts: { ...facts, gap: [step] },
    diagnosis: {
      code: 'COLUMNS_NOT_READABLE',
      cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
      fields: [],
      summary: `Grants by column hide ${counted(hiddenCount, 'column')} of ${listed(names)} from ${world.role}.`,
      remedy: 'Profiles will leave these columns out. If they were kept back on purpose, nothing needs to be done.',
      actions: grantActions(step),
      help: 'username',
    },
  }
}
