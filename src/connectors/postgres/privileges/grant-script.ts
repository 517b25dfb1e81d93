import { quoteIdentifier, quoteQualified } from '../catalog/quote.ts'
import { grantsHaveInheritOption, type PgVersion } from '../version.ts'
import type { RoleAccess } from './role-access.ts'

/** Statements that open exactly one gap, and those that close it again. */
export interface GrantScript {
  readonly grant: string
  readonly revoke: string
}

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
  readonly future: readonly { readonly owner: string; readonly schema: string }[]
}

export const noGap = { schemas: [], wholeSchemas: [], relations: [], columns: [], future: [] } as const

/** The revoking half runs backwards and takes away nothing that was there before. */
export function readScript(gap: ReadGap): GrantScript {
  const role = quoteIdentifier(gap.role)
  const lines: [string, string][] = []
  for (const schema of gap.schemas) {
    lines.push(pair('USAGE', `SCHEMA ${quoteIdentifier(schema)}`, role))
  }
  for (const schema of gap.wholeSchemas) {
    lines.push(pair('SELECT', `ALL TABLES IN SCHEMA ${quoteIdentifier(schema)}`, role))
  }
  for (const { schema, name } of gap.relations) {
    lines.push(pair('SELECT', `TABLE ${quoteQualified(schema, name)}`, role))
  }
  for (const { schema, name, columns } of gap.columns) {
    const list = columns.map(quoteIdentifier).join(', ')
    lines.push(pair(`SELECT (${list})`, `TABLE ${quoteQualified(schema, name)}`, role))
  }
  for (const { owner, schema } of gap.future) {
    const place = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(owner)} IN SCHEMA ${quoteIdentifier(schema)}`
    lines.push([`${place} GRANT SELECT ON TABLES TO ${role};`, `${place} REVOKE SELECT ON TABLES FROM ${role};`])
  }
  return script(lines, `-- In database ${quoteIdentifier(gap.database)}, as the owner of these objects or a superuser.`)
}

export function grantConnectScript(database: string, role: string): GrantScript {
  return script([pair('CONNECT', `DATABASE ${quoteIdentifier(database)}`, quoteIdentifier(role))])
}

/** Opens the texts of other roles' statements. Membership without inheritance is not enough. */
export function readAllStatsScript(access: RoleAccess, version: PgVersion): GrantScript {
  const role = quoteIdentifier(access.role)
  if (grantsHaveInheritOption(version)) {
    if (access.readAllStatsMember) {
      return script([
        [
          `GRANT pg_read_all_stats TO ${role} WITH INHERIT TRUE;`,
          `GRANT pg_read_all_stats TO ${role} WITH INHERIT FALSE;`,
        ],
      ])
    }
    const option = access.inherits ? '' : ' WITH INHERIT TRUE'
    return script([[`GRANT pg_read_all_stats TO ${role}${option};`, `REVOKE pg_read_all_stats FROM ${role};`]])
  }
  const lines: [string, string][] = []
  if (!access.readAllStatsMember) {
    lines.push([`GRANT pg_read_all_stats TO ${role};`, `REVOKE pg_read_all_stats FROM ${role};`])
  }
  if (!access.inherits) lines.push([`ALTER ROLE ${role} INHERIT;`, `ALTER ROLE ${role} NOINHERIT;`])
  return script(lines)
}

/** A statement source that the role may not read. */
export function readSourceScript(
  source: { readonly schema: string; readonly name: string; readonly schemaUsable: boolean },
  role: string,
): GrantScript {
  const usage = source.schemaUsable
    ? []
    : [pair('USAGE', `SCHEMA ${quoteIdentifier(source.schema)}`, quoteIdentifier(role))]
  const select = pair('SELECT', `TABLE ${quoteQualified(source.schema, source.name)}`, quoteIdentifier(role))
  return script([...usage, select])
}

const pair = (privilege: string, object: string, role: string): [string, string] => [
  `GRANT ${privilege} ON ${object} TO ${role};`,
  `REVOKE ${privilege} ON ${object} FROM ${role};`,
]

function script(lines: readonly (readonly [string, string])[], heading?: string): GrantScript {
  const text = (statements: readonly string[]) =>
    [...(heading === undefined ? [] : [heading]), ...statements].join('\n')
  return { grant: text(lines.map(([grant]) => grant)), revoke: text(lines.map(([, revoke]) => revoke).reverse()) }
}
