import type { Role, Routine, Sequence } from '../../../../core/catalog/objects.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import type { Fact } from './FactList.tsx'

/** What stands in the head of an object's page; lists and definitions have places of their own. */
export function factsOf(object: SnapshotObject): readonly Fact[] {
  return [{ label: 'Owner', value: object.owner }, ...ownFacts(object), { label: 'Came with', value: object.extension }]
}

function ownFacts(object: SnapshotObject): readonly Fact[] {
  switch (object.kind) {
    case 'function':
    case 'procedure':
    case 'aggregate':
    case 'window function':
      return routineFacts(object)
    case 'sequence':
      return sequenceFacts(object)
    case 'role':
      return roleFacts(object)
    case 'extension':
      return [
        { label: 'Version', value: object.version },
        { label: 'Its objects are in', value: object.objectSchema },
      ]
    case 'publication':
      return [
        { label: 'Publishes', value: object.operations.join(', ') },
        { label: 'Of', value: object.allTables ? 'all tables' : listed(object.relations.map(({ name }) => name)) },
        { label: 'Schemas', value: listed(object.schemas) },
      ]
    case 'subscription':
      return [
        { label: 'Publications', value: listed(object.publications) },
        { label: 'State', value: object.enabled ? 'on' : 'off' },
        { label: 'Slot', value: object.slot },
      ]
    case 'event trigger':
      return [
        { label: 'Event', value: object.event },
        { label: 'Runs', value: `${object.routine.schema}.${object.routine.name}` },
        { label: 'Tags', value: listed(object.tags) },
        { label: 'State', value: object.enabled === 'disabled' ? 'off' : 'on' },
      ]
    case 'default privileges':
      return [{ label: 'On new', value: object.on }]
    case 'system privileges':
      return [{ label: 'On', value: `a ${object.on} of Postgres itself` }]
    case 'foreign server':
      return [
        { label: 'Wrapper', value: object.wrapper },
        { label: 'Options', value: listed(object.options) },
        { label: 'Mapped roles', value: listed(object.mappedRoles.map((role) => role ?? 'PUBLIC')) },
      ]
    default:
      return []
  }
}

function routineFacts({
  result,
  language,
  volatility,
  parallel,
  strict,
  securityDefiner,
  leakproof,
}: Routine): readonly Fact[] {
  return [
    { label: 'Returns', value: result },
    { label: 'Language', value: language },
    { label: 'Volatility', value: volatility },
    { label: 'Parallel', value: parallel },
    { label: 'Runs as', value: securityDefiner ? 'its owner' : 'who calls it' },
    { label: 'Nulls', value: strict ? 'null for a null argument' : null },
    { label: 'Leakproof', value: leakproof ? 'yes' : null },
  ]
}

function sequenceFacts({ dataType, start, increment, minimum, maximum, cache, cycle }: Sequence): readonly Fact[] {
  return [
    { label: 'Type', value: dataType },
    { label: 'Start', value: start },
    { label: 'Increment', value: increment },
    { label: 'From', value: minimum },
    { label: 'To', value: maximum },
    { label: 'Cache', value: cache },
    { label: 'At the end', value: cycle ? 'begins again' : 'fails' },
  ]
}

function roleFacts(role: Role): readonly Fact[] {
  const may = [
    role.login ? 'log in' : null,
    role.superuser ? 'do everything (superuser)' : null,
    role.createRole ? 'make roles' : null,
    role.createDatabase ? 'make databases' : null,
    role.replication ? 'replicate' : null,
    role.bypassRowSecurity ? 'bypass row security' : null,
  ].filter((each) => each !== null)
  return [
    { label: 'May', value: listed(may) },
    { label: 'Member of', value: listed(role.memberOf.map((each) => each.role)) },
    { label: 'Settings', value: listed(role.settings) },
    { label: 'Connection limit', value: role.connectionLimit },
  ]
}

const listed = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join(', '))
