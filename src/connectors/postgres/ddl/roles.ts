import type { Role, Tablespace } from '../../../core/catalog/objects.ts'
import { renderAttributes, renderComment, toSteps } from './attributes.ts'
import { renderSetting } from './namespaces.ts'
import { quoteLiteral, quoteName } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

/** A role, made where it is missing, without its password: nobody reads that. */
export function renderRole(role: Role, context: RenderContext): Step[] {
  const name = quoteName(role.name)
  // Every server has its own.
  if (role.name.startsWith('pg_')) return []
  return [
    ...toSteps('create', [
      makeRole(role.name),
      `ALTER ROLE ${name} WITH ${attributes(role).join(' ')};`,
      ...role.settings.map((setting) => `ALTER ROLE ${name} SET ${renderSetting(setting)};`),
      ...renderComment(`ROLE ${name}`, role.comment),
    ]),
    ...toSteps('links', memberships(role, context)),
  ]
}

function makeRole(role: string): string {
  const tag = role.includes('$') ? '$make_role$' : '$$'
  return [
    `DO ${tag} BEGIN`,
    `    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${quoteLiteral(role)}) THEN`,
    `        CREATE ROLE ${quoteName(role)};`,
    '    END IF;',
    `END ${tag};`,
  ].join('\n')
}

function attributes(role: Role): string[] {
  const word = (yes: boolean, name: string) => (yes ? name : `NO${name}`)
  return [
    word(role.superuser, 'SUPERUSER'),
    word(role.inherit, 'INHERIT'),
    word(role.createRole, 'CREATEROLE'),
    word(role.createDatabase, 'CREATEDB'),
    word(role.login, 'LOGIN'),
    word(role.replication, 'REPLICATION'),
    word(role.bypassRowSecurity, 'BYPASSRLS'),
    ...(role.connectionLimit === null ? [] : [`CONNECTION LIMIT ${role.connectionLimit}`]),
  ]
}

/** 16 keeps the options of each membership. */
function memberships(role: Role, { versionNum }: RenderContext): string[] {
  return role.memberOf.map(({ role: group, admin, inherit, set }) => {
    const start = `GRANT ${quoteName(group)} TO ${quoteName(role.name)}`
    if (versionNum < 160_000) return `${start}${admin ? ' WITH ADMIN OPTION' : ''};`
    const words = [`ADMIN ${admin}`, ...option('INHERIT', inherit), ...option('SET', set)]
    return `${start} WITH ${words.join(', ')};`.replace(/\b(true|false)\b/g, (word) => word.toUpperCase())
  })
}

const option = (name: string, value: boolean | null): string[] => (value === null ? [] : [`${name} ${value}`])

/** Where its files are is not read; the name alone tells where to look. */
export function renderTablespace(tablespace: Tablespace, context: RenderContext): Step[] {
  const what = `TABLESPACE ${quoteName(tablespace.name)}`
  return toSteps('create', [
    `-- ${what} is not made here: its location belongs to the server.`,
    ...renderAttributes(what, tablespace, context, { kind: 'tablespace', on: what }).map((sql) => `-- ${sql}`),
  ])
}
