import type { Finding } from '../../run-stages.ts'
import { type RelationEntry, relations } from '../catalog/relations.ts'
import { copySql, counted, field, listed, patch } from '../diagnose/row.ts'
import { readScript } from '../privileges/grant-script.ts'
import { fill, readableRelations, readGap, sampleRelations } from './scope.ts'
import { scopeOf } from './scope-of.ts'
import { sampleSize, type World } from './world.ts'

/**
 * Facts: { visible, readable, outOfScope, tables, views, sampled, viewsWithoutDefinition, unreadable: [schema.name], summary }
 */
export async function probeRelations(world: World, signal: AbortSignal): Promise<Finding> {
  const scope = await scopeOf(world, signal)
  const { settings } = world.context
  const oids = sampleRelations(scope.relations, sampleSize)
  const sampled = await world.session.ask(fill(relations, world.version, { oids }), signal)
  const readable = readableRelations(scope)
  const isReadable = new Set(readable.map(({ oid }) => oid))
  const unreadable = scope.relations.filter(({ oid }) => !isReadable.has(oid))
  const visible = scope.relations.length
  const views = scope.relations.filter(({ kind }) => kind === 'view' || kind === 'materialized view').length
  const facts = {
    visible,
    readable: readable.length,
    outOfScope: scope.all.relations - visible,
    tables: visible - views,
    views,
    sampled: sampled.length,
    viewsWithoutDefinition: sampled.filter(isViewWithoutDefinition).length,
    unreadable: unreadable.slice(0, 20).map(({ schema, name }) => `${schema}.${name}`),
    summary: summaryOf(visible, readable.length),
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
  if (unreadable.length === 0) return { status: 'passed', facts }
  const script = readScript(readGap(scope, settings.scope, { role: world.role, database: world.database.name }))
  const names = unreadable.map(({ schema, name }) => `${schema}.${name}`)
  return {
    status: 'warned',
    facts,
    diagnosis: {
      code: 'RELATIONS_NOT_READABLE',
      cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
      fields: [],
      summary: `${world.role} cannot read ${counted(unreadable.length, 'relation')} of ${visible.toLocaleString('en-US')}: ${listed(names)}.`,
      remedy:
        'Their structure is read all the same; profiles and checks of them will be missing until this is granted.',
      actions: [copySql('Copy GRANT', script.grant), copySql('Copy REVOKE', script.revoke)],
      help: 'username',
    },
  }
}

const isViewWithoutDefinition = ({ kind, viewDefinition }: RelationEntry): boolean =>
  (kind === 'view' || kind === 'materialized view') && viewDefinition === null

function summaryOf(visible: number, readable: number): string {
  if (visible === 0) return 'No relations'
  return `${readable.toLocaleString('en-US')} of ${counted(visible, 'relation')} readable`
}
