import type { Database, Role } from '../../../../core/catalog/objects.ts'
import { renderSetting } from '../namespaces.ts'
import { quoteName, splitOption } from '../quote.ts'
import { renderRole } from '../roles.ts'
import type { RenderContext } from '../step.ts'
import { changeAttributes, changeComment } from './attributes.ts'
import { grantableOf, sqlName } from './sql-name.ts'
import { at, type ChangeStep, noted } from './step.ts'

/** Attributes, settings and memberships. Passwords are never read, and stay. */
export function changeRole(before: Role, after: Role, context: RenderContext): ChangeStep[] {
  if (after.name.startsWith('pg_')) return []
  const name = quoteName(after.name)
  const lost = before.memberOf.filter(({ role }) => !after.memberOf.some((other) => other.role === role))
  const fresh = after.memberOf.filter((member) => !before.memberOf.some((other) => isSame(other, member)))
  return [
    ...at('create', [
      ...attributes(before, after, name),
      ...changeSettings(`ALTER ROLE ${name}`, before.settings, after.settings),
      ...changeComment(`ROLE ${name}`, before.comment, after.comment),
      ...lost.map(({ role }) => `REVOKE ${quoteName(role)} FROM ${name};`),
    ]),
    ...renderRole({ ...after, memberOf: fresh }, context).flatMap(({ phase, sql }) =>
      phase === 'links' ? [{ moment: phase, sql }] : [],
    ),
  ]
}

function attributes(before: Role, after: Role, name: string): string[] {
  const word = (was: boolean, is: boolean, text: string) => (was === is ? [] : [is ? text : `NO${text}`])
  const words = [
    ...word(before.superuser, after.superuser, 'SUPERUSER'),
    ...word(before.inherit, after.inherit, 'INHERIT'),
    ...word(before.createRole, after.createRole, 'CREATEROLE'),
    ...word(before.createDatabase, after.createDatabase, 'CREATEDB'),
    ...word(before.login, after.login, 'LOGIN'),
    ...word(before.replication, after.replication, 'REPLICATION'),
    ...word(before.bypassRowSecurity, after.bypassRowSecurity, 'BYPASSRLS'),
    ...(before.connectionLimit === after.connectionLimit ? [] : [`CONNECTION LIMIT ${after.connectionLimit ?? -1}`]),
  ]
  return words.length === 0 ? [] : [`ALTER ROLE ${name} WITH ${words.join(' ')};`]
}

const isSame = (one: Role['memberOf'][number], other: Role['memberOf'][number]): boolean =>
  one.role === other.role && one.admin === other.admin && one.inherit === other.inherit && one.set === other.set

function changeSettings(alter: string, before: readonly string[], after: readonly string[]): string[] {
  const names = new Set(after.map((setting) => splitOption(setting)[0]))
  const gone = before.map((setting) => splitOption(setting)[0]).filter((name) => !names.has(name))
  return [
    ...gone.map((name) => `${alter} RESET ${name.split('.').map(quoteName).join('.')};`),
    ...after.filter((setting) => !before.includes(setting)).map((setting) => `${alter} SET ${renderSetting(setting)};`),
  ]
}

/** Encoding and locale are those of its birth. */
export function changeDatabase(before: Database, after: Database, context: RenderContext): ChangeStep[] {
  const what = sqlName(after)
  const fixed = ['encoding', 'localeProvider', 'collation', 'characterType', 'locale'] as const
  const born = fixed.filter((property) => before[property] !== after[property])
  const roles = [...new Set([...before.settings, ...after.settings].map(({ role }) => role))]
  const settingsOf = ({ settings }: Database, role: string | null) =>
    settings.find((one) => one.role === role)?.settings ?? []
  return at('create', [
    ...(born.length === 0
      ? []
      : [
          noted(
            `The ${born.join(', ')} of ${after.name} cannot be changed: make another database and copy into it.`,
            '',
          ),
        ]),
    ...(before.connectionLimit === after.connectionLimit
      ? []
      : [`ALTER ${what} CONNECTION LIMIT ${after.connectionLimit ?? -1};`]),
    ...(before.template === after.template ? [] : [`ALTER ${what} IS_TEMPLATE ${after.template};`]),
    ...(before.tablespace === after.tablespace
      ? []
      : [`ALTER ${what} SET TABLESPACE ${quoteName(after.tablespace ?? 'pg_default')};`]),
    ...roles.flatMap((role) =>
      changeSettings(
        role === null ? `ALTER ${what}` : `ALTER ROLE ${quoteName(role)} IN ${what}`,
        settingsOf(before, role),
        settingsOf(after, role),
      ),
    ),
    ...changeAttributes(what, before, after, context, grantableOf(after)),
  ])
}
