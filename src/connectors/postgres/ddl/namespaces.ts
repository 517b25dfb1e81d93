import type { Database, DefaultPrivileges, Extension, Schema } from '../../../core/catalog/objects.ts'
import type { Grant } from '../../../core/catalog/place.ts'
import { renderAttributes, renderComment, toSteps } from './attributes.ts'
import { renderGrants } from './grants.ts'
import { quoteLiteral, quoteName, splitOption } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

export function renderSchema(schema: Schema, context: RenderContext): Step[] {
  if (schema.name === 'public') return renderPublic(schema, context)
  const name = `SCHEMA ${quoteName(schema.name)}`
  return toSteps('create', [
    `CREATE ${name};`,
    ...renderAttributes(name, schema, context, { kind: 'schema', on: name }),
  ])
}

/** Every database has it from the start; only what was changed is said. 15 gave it another owner and took CREATE away. */
function renderPublic(schema: Schema, { versionNum }: RenderContext): Step[] {
  const { owner, grants, comment } = schema
  const newer = versionNum >= 150_000
  const initialOwner = newer ? 'pg_database_owner' : null
  const holder = owner ?? 'pg_database_owner'
  const grant = (grantee: string | null, privileges: readonly string[]): Grant => ({
    grantee,
    grantor: holder,
    privileges,
    grantable: [],
  })
  const initial = [grant(holder, ['USAGE', 'CREATE']), grant(null, newer ? ['USAGE'] : ['USAGE', 'CREATE'])]
  return toSteps('create', [
    ...(owner === null || owner === initialOwner ? [] : [`ALTER SCHEMA public OWNER TO ${quoteName(owner)};`]),
    ...(comment === 'standard public schema' ? [] : [`COMMENT ON SCHEMA public IS ${textOrNull(comment)};`]),
    ...renderGrants(grants ?? [grant(holder, ['USAGE', 'CREATE'])], {
      kind: 'schema',
      on: 'SCHEMA public',
      owner: holder,
      versionNum,
      initial,
    }),
  ])
}

const textOrNull = (text: string | null): string => (text === null ? 'NULL' : quoteLiteral(text))

/** At whatever version the server offers: an older one is rarely to be had. */
export function renderExtension(extension: Extension): Step[] {
  const name = quoteName(extension.name)
  const schema = quoteName(extension.objectSchema)
  return toSteps('create', [
    `CREATE EXTENSION IF NOT EXISTS ${name} WITH SCHEMA ${schema};`,
    ...renderComment(`EXTENSION ${name}`, extension.comment),
  ])
}

export function renderDatabase(database: Database, context: RenderContext): Step[] {
  const name = quoteName(database.name)
  const what = `DATABASE ${name}`
  const options = [
    'TEMPLATE = template0',
    `ENCODING = ${quoteLiteral(database.encoding)}`,
    ...(context.versionNum >= 150_000 ? [`LOCALE_PROVIDER = ${database.localeProvider}`] : []),
    ...(database.collation === null ? [] : [`LC_COLLATE = ${quoteLiteral(database.collation)}`]),
    ...(database.characterType === null ? [] : [`LC_CTYPE = ${quoteLiteral(database.characterType)}`]),
    ...localeOption(database),
    ...(database.tablespace === null ? [] : [`TABLESPACE = ${quoteName(database.tablespace)}`]),
    ...(database.connectionLimit === null ? [] : [`CONNECTION LIMIT = ${database.connectionLimit}`]),
    ...(database.template ? ['IS_TEMPLATE = true'] : []),
  ]
  return toSteps('create', [
    `CREATE ${what} WITH ${options.join(' ')};`,
    ...renderAttributes(what, database, context, { kind: 'database', on: what }),
    ...database.settings.flatMap(({ role, settings }) =>
      settings.map((setting) =>
        role === null
          ? `ALTER ${what} SET ${renderSetting(setting)};`
          : `ALTER ROLE ${quoteName(role)} IN ${what} SET ${renderSetting(setting)};`,
      ),
    ),
  ])
}

function localeOption({ localeProvider, locale }: Database): string[] {
  if (locale === null || localeProvider === 'libc') return []
  return [`${localeProvider === 'icu' ? 'ICU_LOCALE' : 'BUILTIN_LOCALE'} = ${quoteLiteral(locale)}`]
}

/** Parameters whose value is a list of names, each quoted by itself. */
const listParameters: ReadonlySet<string> = new Set([
  'search_path',
  'temp_tablespaces',
  'session_preload_libraries',
  'shared_preload_libraries',
  'local_preload_libraries',
  'unix_socket_directories',
])

/** `name=value` as the catalog keeps it → `name TO value`. */
export function renderSetting(setting: string): string {
  const [name, value] = splitOption(setting)
  const quoted = name.split('.').map(quoteName).join('.')
  // The catalog keeps such a list with its quotes.
  return `${quoted} TO ${listParameters.has(name.toLowerCase()) && value !== '' ? value : quoteLiteral(value)}`
}

const defaultsOn = {
  tables: { kind: 'table', word: 'TABLES' },
  sequences: { kind: 'sequence', word: 'SEQUENCES' },
  routines: { kind: 'routine', word: 'FUNCTIONS' },
  types: { kind: 'type', word: 'TYPES' },
  schemas: { kind: 'schema', word: 'SCHEMAS' },
  'large objects': { kind: 'large object', word: 'LARGE OBJECTS' },
} as const

/** Those of one schema come on top of the built-in ones, those of all schemas instead of them. */
export function renderDefaultPrivileges(privileges: DefaultPrivileges, context: RenderContext): Step[] {
  const { kind, word } = defaultsOn[privileges.on]
  const schema = privileges.schema === null ? '' : ` IN SCHEMA ${quoteName(privileges.schema)}`
  return toSteps(
    'last',
    renderGrants(privileges.grants, {
      kind,
      on: word,
      owner: privileges.name,
      versionNum: context.versionNum,
      prefix: `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteName(privileges.name)}${schema} `,
      ...(privileges.schema === null ? {} : { initial: [] }),
    }),
  )
}
