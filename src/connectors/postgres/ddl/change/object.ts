import type {
  DefaultPrivileges,
  Extension,
  ForeignServer,
  Routine,
  Sequence,
} from '../../../../core/catalog/objects.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import type { Attributes } from '../attributes.ts'
import { quoteLiteral, quoteName, quoteQualified } from '../quote.ts'
import { renderSteps } from '../render-steps.ts'
import { renderSequenceOptions } from '../sequence.ts'
import type { RenderContext } from '../step.ts'
import { changeSystemPrivileges } from '../system-privileges.ts'
import { changeAttributes } from './attributes.ts'
import type { Disturbance } from './disturbance.ts'
import { withOwner } from './grants.ts'
import { changeOptions } from './options.ts'
import { changeRelation, isRelationReplaced } from './relation.ts'
import { changeDatabase, changeRole } from './server-wide.ts'
import { grantableOf, sqlName } from './sql-name.ts'
import { at, type ChangeStep } from './step.ts'
import { changeComposite, changeDomain, changeEnum, isDomainReplaced, isEnumReplaced } from './types.ts'

/** Whether no ALTER leads from one state of an object to the other, both of one kind and name. */
export function isReplaced(before: SnapshotObject, after: SnapshotObject): boolean {
  if ('columns' in before && 'columns' in after) return isRelationReplaced(before, after)
  if (before.kind === 'enum' && after.kind === 'enum') return isEnumReplaced(before, after)
  if (before.kind === 'domain' && after.kind === 'domain') return isDomainReplaced(before, after)
  if (isPlainRoutine(before) && isPlainRoutine(after)) return isRoutineReplaced(before, after)
  if (altered.has(after.kind)) return false
  return !isSameBut(before, after, attributeNames)
}

const altered: ReadonlySet<string> = new Set([
  'role',
  'tablespace',
  'database',
  'schema',
  'extension',
  'sequence',
  'composite type',
  'default privileges',
  'system privileges',
])

/** Kept apart, since each kind can change them in place. */
const attributeNames = ['owner', 'comment', 'grants', 'identity', 'measured', 'dependsOn']

const isPlainRoutine = (object: SnapshotObject): object is Routine =>
  object.kind === 'function' || object.kind === 'procedure' || object.kind === 'window function'

/** CREATE OR REPLACE takes another body, but neither another result nor other parameters. */
const isRoutineReplaced = (before: Routine, after: Routine): boolean =>
  before.result !== after.result || before.parameters !== after.parameters

function isSameBut(before: SnapshotObject, after: SnapshotObject, but: readonly string[]): boolean {
  const text = (object: SnapshotObject) =>
    JSON.stringify(Object.entries({ ...object }).filter(([key]) => !but.includes(key) && !isAlterable(object, key)))
  return text(before) === text(after)
}

/** Foreign objects take other options in place. */
function isAlterable({ kind }: SnapshotObject, property: string): boolean {
  if (kind === 'foreign server') return ['options', 'version', 'mappedRoles'].includes(property)
  if (kind === 'foreign data wrapper') return property === 'options'
  return kind === 'event trigger' && property === 'enabled'
}

/** Statements from one state to the other; both have the later name, and {@link isReplaced} says no. */
export function changeObject(
  before: SnapshotObject,
  after: SnapshotObject,
  context: RenderContext,
  disturbance: Disturbance,
): ChangeStep[] {
  if ('columns' in before && 'columns' in after)
    return changeRelation(before as Relation, after as Relation, context, disturbance)
  if (before.kind === 'role' && after.kind === 'role') return changeRole(before, after, context)
  if (before.kind === 'database' && after.kind === 'database') return changeDatabase(before, after, context)
  if (before.kind === 'default privileges' && after.kind === 'default privileges') {
    return changeDefaults(before, after, context)
  }
  if (before.kind === 'system privileges' && after.kind === 'system privileges') {
    return at('last', changeSystemPrivileges(before, after, context.versionNum))
  }
  const what = sqlName(after)
  const moment = after.kind === 'publication' || after.kind === 'event trigger' ? 'last' : 'create'
  const attributes = at(moment, changeAttributes(what, ownedAlike(before, after), after, context, grantableOf(after)))
  return [...changeBody(before, after, context, disturbance), ...attributes]
}

/** A sequence behind a column belongs to whom its table belongs to; an extension stays with who made it. */
function ownedAlike(before: SnapshotObject, after: SnapshotObject): Attributes {
  const follows = after.kind === 'extension' || (before.kind === 'sequence' && before.ownedBy !== null)
  if (!follows || before.owner === null || after.owner === null) return before
  return { owner: after.owner, comment: before.comment, grants: withOwner(before.grants, before.owner, after.owner) }
}

function changeBody(
  before: SnapshotObject,
  after: SnapshotObject,
  { versionNum }: RenderContext,
  disturbance: Disturbance,
): ChangeStep[] {
  if (before.kind === 'enum' && after.kind === 'enum') return changeEnum(before, after)
  if (before.kind === 'domain' && after.kind === 'domain') return changeDomain(before, after, disturbance)
  if (before.kind === 'composite type' && after.kind === 'composite type')
    return changeComposite(before, after, disturbance)
  if (before.kind === 'sequence' && after.kind === 'sequence') return changeSequence(before, after, versionNum)
  if (before.kind === 'extension' && after.kind === 'extension') return at('create', changeExtension(before, after))
  if (before.kind === 'foreign server' && after.kind === 'foreign server')
    return at('create', changeServer(before, after))
  if (before.kind === 'foreign data wrapper' && after.kind === 'foreign data wrapper') {
    const options = changeOptions(before.options, after.options)
    return at('create', options === null ? [] : [`ALTER ${sqlName(after)} OPTIONS (${options});`])
  }
  if (before.kind === 'event trigger' && after.kind === 'event trigger' && before.enabled !== after.enabled) {
    const words = { origin: 'ENABLE', disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' }
    return at('last', [`ALTER ${sqlName(after)} ${words[after.enabled]};`])
  }
  if (isPlainRoutine(before) && isPlainRoutine(after) && before.definition !== after.definition) {
    return at('create', [`${after.definition.trimEnd().replace(/;$/, '')};`])
  }
  return []
}

function changeSequence(before: Sequence, after: Sequence, versionNum: number): ChangeStep[] {
  const alter = `ALTER SEQUENCE ${quoteQualified(after)}`
  const options = (sequence: Sequence) => `${sequence.dataType}\n${renderSequenceOptions(sequence, '    ')}`
  const type = before.dataType === after.dataType ? '' : ` AS ${after.dataType}`
  const cycle = before.cycle && !after.cycle ? '\n    NO CYCLE' : ''
  const owner = ({ ownedBy }: Sequence) =>
    ownedBy === null || ownedBy.identity ? null : `${quoteQualified(ownedBy)}.${quoteName(ownedBy.column)}`
  return [
    ...at('expressions', [
      ...(options(before) === options(after) && cycle === ''
        ? []
        : [`${alter}${type}\n${renderSequenceOptions(after, '    ')}${cycle};`]),
      ...(before.persistence === after.persistence || versionNum < 150_000
        ? []
        : [`${alter} SET ${after.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'};`]),
    ]),
    ...(owner(before) === owner(after)
      ? []
      : owner(after) === null
        ? at('untie', [`${alter} OWNED BY NONE;`])
        : at('links', [`${alter} OWNED BY ${owner(after)};`])),
  ]
}

function changeExtension(before: Extension, after: Extension): string[] {
  const alter = `ALTER EXTENSION ${quoteName(after.name)}`
  return [
    ...(before.version === after.version ? [] : [`${alter} UPDATE TO ${quoteLiteral(after.version)};`]),
    ...(before.objectSchema === after.objectSchema ? [] : [`${alter} SET SCHEMA ${quoteName(after.objectSchema)};`]),
  ]
}

function changeServer(before: ForeignServer, after: ForeignServer): string[] {
  const name = quoteName(after.name)
  const options = changeOptions(before.options, after.options)
  const mapping = (role: string | null) =>
    `USER MAPPING FOR ${role === null ? 'PUBLIC' : quoteName(role)} SERVER ${name};`
  return [
    ...(before.version === after.version || after.version === null
      ? []
      : [`ALTER SERVER ${name} VERSION ${quoteLiteral(after.version)};`]),
    ...(options === null ? [] : [`ALTER SERVER ${name} OPTIONS (${options});`]),
    ...before.mappedRoles.filter((role) => !after.mappedRoles.includes(role)).map((role) => `DROP ${mapping(role)}`),
    ...after.mappedRoles.filter((role) => !before.mappedRoles.includes(role)).map((role) => `CREATE ${mapping(role)}`),
  ]
}

/** What was given by default is taken back, then what is to be given is said anew. */
function changeDefaults(before: DefaultPrivileges, after: DefaultPrivileges, context: RenderContext): ChangeStep[] {
  return at('last', [
    ...revokedDefaults(before),
    ...renderSteps({ ...after, schema: after.schema ?? null }, context).map(({ sql }) => sql),
  ])
}

/** Back to what a role's new objects allow when nobody said anything. */
export function revokedDefaults({ name, schema, on, grants }: DefaultPrivileges): string[] {
  const words = { routines: 'FUNCTIONS' } as const
  const what = on === 'routines' ? words.routines : on.toUpperCase()
  const place = schema === null ? '' : ` IN SCHEMA ${quoteName(schema)}`
  const start = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteName(name)}${place}`
  const given = [...new Set(grants.map(({ grantee }) => grantee))].map(
    (grantee) => `${start} REVOKE ALL ON ${what} FROM ${grantee === null ? 'PUBLIC' : quoteName(grantee)};`,
  )
  if (schema !== null) return given
  const everybody = on === 'routines' ? ['EXECUTE'] : on === 'types' ? ['USAGE'] : []
  return [
    ...given,
    `${start} GRANT ALL ON ${what} TO ${quoteName(name)};`,
    ...everybody.map((privilege) => `${start} GRANT ${privilege} ON ${what} TO PUBLIC;`),
  ]
}
