import type { Grant } from '../../../core/catalog/place.ts'
import { quoteName, quoteRole } from './quote.ts'

/** Kinds of object by what can be granted on them. */
export type Grantable =
  | 'table'
  | 'sequence'
  | 'routine'
  | 'type'
  | 'schema'
  | 'database'
  | 'language'
  | 'foreign object'
  | 'tablespace'
  | 'large object'

const all: Readonly<Record<Grantable, readonly string[]>> = {
  table: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  routine: ['EXECUTE'],
  type: ['USAGE'],
  schema: ['USAGE', 'CREATE'],
  database: ['CREATE', 'TEMPORARY', 'CONNECT'],
  language: ['USAGE'],
  'foreign object': ['USAGE'],
  tablespace: ['CREATE'],
  'large object': ['SELECT', 'UPDATE'],
}

/** What everybody may do with a new object of the kind. */
const everybodys: Partial<Readonly<Record<Grantable, readonly string[]>>> = {
  routine: ['EXECUTE'],
  type: ['USAGE'],
  language: ['USAGE'],
  database: ['TEMPORARY', 'CONNECT'],
}

export interface GrantTarget {
  readonly kind: Grantable
  /** What follows ON, such as `TABLE public.orders`. */
  readonly on: string
  readonly owner: string
  readonly versionNum: number
  /** What stands before GRANT and REVOKE, such as `ALTER DEFAULT PRIVILEGES FOR ROLE x `. */
  readonly prefix?: string
  /** Privileges that are there before; those of a new object unless told. */
  readonly initial?: readonly Grant[]
}

/** Statements that turn the initial privileges into `grants`, the order of the catalog's entries included. */
export function renderGrants(grants: readonly Grant[] | null, target: GrantTarget): string[] {
  if (grants === null) return []
  const initial = target.initial ?? initialGrants(target)
  const kept = initial.length <= grants.length && initial.every((grant, index) => isSame(grant, grants[index]))
  // What was said, though it is usual: a new object's privileges are not even noted.
  if (kept && grants.length === initial.length && target.initial === undefined) {
    return initial.slice(-1).flatMap((grant) => renderGrant(grant, target))
  }
  const revokes = kept ? [] : [...new Set(initial.map((grant) => grant.grantee))]
  return [
    ...revokes.map((grantee) => `${target.prefix ?? ''}REVOKE ALL ON ${target.on} FROM ${quoteRole(grantee)};`),
    ...grants.slice(kept ? initial.length : 0).flatMap((grant) => renderGrant(grant, target)),
  ]
}

/** Privileges on single columns; a column has none of its own at first. */
export function renderColumnGrants(grants: readonly Grant[] | null, column: string, target: GrantTarget): string[] {
  return (grants ?? []).flatMap((grant) => renderGrant(grant, target, ` (${quoteName(column)})`))
}

/** Privileges of a new object. */
export function initialGrants({ kind, owner, versionNum }: GrantTarget): Grant[] {
  const everybody = everybodys[kind]
  const grant = (grantee: string | null, privileges: readonly string[]): Grant => ({
    grantee,
    grantor: owner,
    privileges,
    grantable: [],
  })
  return [...(everybody === undefined ? [] : [grant(null, everybody)]), grant(owner, allPrivileges(kind, versionNum))]
}

/** 17 lets others maintain a table. */
function allPrivileges(kind: Grantable, versionNum: number): readonly string[] {
  return kind === 'table' && versionNum >= 170_000 ? [...all.table, 'MAINTAIN'] : all[kind]
}

function isSame(one: Grant, other: Grant | undefined): boolean {
  return (
    other !== undefined &&
    one.grantee === other.grantee &&
    one.grantor === other.grantor &&
    haveSame(one.privileges, other.privileges) &&
    haveSame(one.grantable, other.grantable)
  )
}

function haveSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word) => other.includes(word))
}

function renderGrant(grant: Grant, target: GrantTarget, columns = ''): string[] {
  const plain = grant.privileges.filter((privilege) => !grant.grantable.includes(privilege))
  const whole = columns === '' ? allPrivileges(target.kind, target.versionNum) : []
  const words = (privileges: readonly string[]) =>
    haveSame(privileges, whole) ? 'ALL' : privileges.map((privilege) => `${privilege}${columns}`).join(', ')
  const statement = (privileges: readonly string[], end: string) =>
    privileges.length === 0
      ? []
      : [`${target.prefix ?? ''}GRANT ${words(privileges)} ON ${target.on} TO ${quoteRole(grant.grantee)}${end};`]
  const statements = [...statement(plain, ''), ...statement(grant.grantable, ' WITH GRANT OPTION')]
  if (grant.grantor === target.owner || target.prefix !== undefined) return statements
  // GRANTED BY takes the current role only.
  return [`SET SESSION AUTHORIZATION ${quoteName(grant.grantor)};`, ...statements, 'RESET SESSION AUTHORIZATION;']
}
