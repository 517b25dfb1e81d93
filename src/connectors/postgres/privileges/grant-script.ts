import type { AccessStep } from '../../../core/access.ts'
import { inOneLine } from '../../../core/access-gap.ts'
import type { Action } from '../../../core/connection.ts'
import { quoteIdentifier, quoteQualified } from '../catalog/quote.ts'
import { grantsHaveInheritOption, type PgVersion } from '../version.ts'
import { psqlConnect } from './psql-connect.ts'
import type { RoleAccess } from './role-access.ts'

/** Statements that open exactly one gap, and those that close it again. */
export type GrantScript = Pick<AccessStep, 'grant' | 'revoke'>

/** What a role cannot read within the scope. Every list holds only what is not granted yet. */
export interface ReadGap {
  readonly role: string
  readonly database: string
  /** Schemas without USAGE. */
  readonly schemas: readonly string[]
  /** Schemas in which no relation at all is readable, and all of them are in scope. */
  readonly wholeSchemas: readonly string[]
  /** Single relations elsewhere. */
  readonly relations: readonly { readonly schema: string; readonly name: string }[]
  /** Columns that a grant column by column left out. */
  readonly columns: readonly { readonly schema: string; readonly name: string; readonly columns: readonly string[] }[]
  /** Whose future tables in which schema would be missing again. */
  readonly future: readonly FutureTables[]
}

/** Tables that an owner will create in a schema. */
export type FutureTables = { readonly owner: string; readonly schema: string }

export const noGap = { schemas: [], wholeSchemas: [], relations: [], columns: [], future: [] } as const

/** The revoking half runs backwards and takes away nothing that was there before. */
export function readStep(gap: ReadGap): AccessStep {
  const role = quoteIdentifier(gap.role)
  const pairs: Pair[] = []
  for (const schema of gap.schemas) {
    pairs.push(pair('USAGE', `SCHEMA ${quoteIdentifier(schema)}`, role))
  }
  for (const schema of gap.wholeSchemas) {
    pairs.push(pair('SELECT', `ALL TABLES IN SCHEMA ${quoteIdentifier(schema)}`, role))
  }
  for (const { schema, name } of gap.relations) {
    pairs.push(pair('SELECT', `TABLE ${quoteQualified(schema, name)}`, role))
  }
  for (const { schema, name, columns } of gap.columns) {
    const list = columns.map(quoteIdentifier).join(', ')
    pairs.push(pair(`SELECT (${list})`, `TABLE ${quoteQualified(schema, name)}`, role))
  }
  for (const future of gap.future) pairs.push(futurePair(future, role))
  return {
    ...base,
    ...script(pairs),
    capability: 'profiles',
    title: `Let it read ${gap.database}`,
    why: 'Profiles and checks read rows.',
    database: gap.database,
    psql: psqlConnect(gap.database),
  }
}

/** Default privileges for what one owner creates in one schema; without an owner, whoever runs it. */
export function futurePair(
  { owner, schema }: { readonly owner: string | null; readonly schema: string },
  role: string,
): Pair {
  const whose = owner === null ? '' : ` FOR ROLE ${quoteIdentifier(owner)}`
  const place = `ALTER DEFAULT PRIVILEGES${whose} IN SCHEMA ${quoteIdentifier(schema)}`
  return [`${place}\n  GRANT SELECT ON TABLES TO ${role};`, `${place}\n  REVOKE SELECT ON TABLES FROM ${role};`]
}

export function grantConnectScript(database: string, role: string): AccessStep {
  return {
    ...base,
    ...script([pair('CONNECT', `DATABASE ${quoteIdentifier(database)}`, quoteIdentifier(role))]),
    capability: 'metadata',
    title: `Let it into ${database}`,
    why: 'Without CONNECT nothing of a database can be read.',
  }
}

/**
 * Opens the texts of other roles' statements. Membership without inheritance is not enough. A membership that comes
 * by way of another role is left alone: what was granted directly can be taken back exactly.
 */
export function readAllStatsStep(access: RoleAccess, version: PgVersion): AccessStep {
  return {
    ...base,
    ...script(readAllStatsPairs(access, version)),
    capability: 'usage',
    title: 'Let it see statements',
    why: 'Without it the texts of other roles’ statements are masked.',
  }
}

function readAllStatsPairs({ role: name, inherits, readAllStatsGranted }: RoleAccess, version: PgVersion): Pair[] {
  const role = quoteIdentifier(name)
  if (grantsHaveInheritOption(version)) {
    const grant = `GRANT pg_read_all_stats TO ${role}`
    if (readAllStatsGranted) return [[`${grant} WITH INHERIT TRUE;`, `${grant} WITH INHERIT FALSE;`]]
    return [[`${grant}${inherits ? '' : ' WITH INHERIT TRUE'};`, `REVOKE pg_read_all_stats FROM ${role};`]]
  }
  const membership: Pair = [`GRANT pg_read_all_stats TO ${role};`, `REVOKE pg_read_all_stats FROM ${role};`]
  const inheritance: Pair = [`ALTER ROLE ${role} INHERIT;`, `ALTER ROLE ${role} NOINHERIT;`]
  return [...(readAllStatsGranted ? [] : [membership]), ...(inherits ? [] : [inheritance])]
}

/** A statement source that the role may not read. */
export function readSourceStep(
  source: {
    readonly schema: string
    readonly name: string
    readonly schemaUsable: boolean
    readonly selectable: boolean
  },
  names: { readonly role: string; readonly database: string },
): AccessStep {
  const role = quoteIdentifier(names.role)
  const usage = source.schemaUsable ? [] : [pair('USAGE', `SCHEMA ${quoteIdentifier(source.schema)}`, role)]
  const select = source.selectable ? [] : [pair('SELECT', `TABLE ${quoteQualified(source.schema, source.name)}`, role)]
  return {
    ...base,
    ...script([...usage, ...select]),
    capability: 'usage',
    title: `Let it read ${source.schema}.${source.name}`,
    why: 'Usage and lineage come from this view.',
    database: names.database,
    psql: psqlConnect(names.database),
  }
}

export function extensionStep(database: string): AccessStep {
  return {
    ...base,
    capability: 'usage',
    title: 'Count statements',
    why: 'Usage and lineage come from this extension.',
    database,
    psql: psqlConnect(database),
    grant: 'CREATE EXTENSION pg_stat_statements;',
    revoke: 'DROP EXTENSION pg_stat_statements;',
  }
}

/** The two buttons of a finding. What has to be run in a certain database says so. */
export function grantActions(...steps: readonly AccessStep[]): readonly Action[] {
  const text = (direction: 'grant' | 'revoke', inOrder: readonly AccessStep[]) =>
    inOrder.map((step) => `${place(step)}${step[direction]}`).join('\n\n')
  return [
    { kind: 'copy', label: 'Copy GRANT', language: 'sql', text: text('grant', steps) },
    { kind: 'copy', label: 'Copy REVOKE', language: 'sql', text: text('revoke', [...steps].reverse()) },
  ]
}

const place = ({ database }: AccessStep): string =>
  database === null
    ? ''
    : `-- In database ${inOneLine(quoteIdentifier(database))}, as the owner of these objects or a superuser.\n`

/** What is granted, and what takes it back. */
export type Pair = readonly [string, string]

const base = { database: null, psql: null } as const

export const pair = (privilege: string, object: string, role: string): Pair => [
  `GRANT ${privilege} ON ${object} TO ${role};`,
  `REVOKE ${privilege} ON ${object} FROM ${role};`,
]

/** Grants in their order, and what takes them back in the other. */
export function script(pairs: readonly Pair[]): GrantScript {
  return {
    grant: pairs.map(([grant]) => grant).join('\n'),
    revoke: pairs
      .map(([, revoke]) => revoke)
      .reverse()
      .join('\n'),
  }
}
