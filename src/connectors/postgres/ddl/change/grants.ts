import type { Grant } from '../../../../core/catalog/place.ts'
import { type GrantTarget, initialGrants, renderColumnGrants, renderGrants } from '../grants.ts'
import { quoteName, quoteRole } from '../quote.ts'

/**
 * Statements that turn one list of privileges into another. Null, the built-in privileges, cannot be had back as such:
 * what they allow is said in full.
 *
 * @param column for privileges on one column
 */
export function changeGrants(
  before: readonly Grant[] | null,
  after: readonly Grant[] | null,
  target: GrantTarget,
  column: string | null = null,
): string[] {
  if (isEqual(before, after)) return []
  const initial = column === null ? (target.initial ?? initialGrants(target)) : []
  const from = before ?? initial
  const to = after ?? initial
  const grant = (list: readonly Grant[]) =>
    column === null ? renderGrants(list, { ...target, initial: [] }) : renderColumnGrants(list, column, target)
  const revoke = (words: readonly string[], { grantee, grantor }: Grant, option: boolean): string[] => {
    if (words.length === 0) return []
    const on = column === null ? '' : ` (${quoteName(column)})`
    const list = words.map((word) => `${word}${on}`).join(', ')
    const end = `ON ${target.on} FROM ${quoteRole(grantee)}`
    const sql = `${target.prefix ?? ''}REVOKE ${option ? 'GRANT OPTION FOR ' : ''}${list} ${end}${option ? ' CASCADE' : ''};`
    if (grantor === target.owner || target.prefix !== undefined) return [sql]
    return [`SET SESSION AUTHORIZATION ${quoteName(grantor)};`, sql, 'RESET SESSION AUTHORIZATION;']
  }
  if (!keepsOrder(from, to)) {
    // From the last to the first: who was given a privilege later may have it from who was given it before.
    return [...[...from].reverse().flatMap((entry) => revoke(entry.privileges, entry, false)), ...grant(to)]
  }
  return [
    ...[...from].reverse().flatMap((entry) => {
      const kept = to.find((other) => isSameEntry(entry, other))
      const gone = without(entry.privileges, kept?.privileges ?? [])
      return [
        ...revoke(gone, entry, false),
        ...revoke(without(entry.grantable, [...(kept?.grantable ?? []), ...gone]), entry, true),
      ]
    }),
    ...to.flatMap((entry) => {
      const known = from.find((other) => isSameEntry(entry, other))
      const privileges = entry.privileges.filter(
        (word) =>
          known?.privileges.includes(word) !== true ||
          (entry.grantable.includes(word) && !known.grantable.includes(word)),
      )
      const grantable = entry.grantable.filter((word) => privileges.includes(word))
      return privileges.length === 0 ? [] : grant([{ ...entry, privileges, grantable }])
    }),
  ]
}

/** Privileges as they are after a new owner took the old one's over. */
export function withOwner(grants: readonly Grant[] | null, before: string, after: string): readonly Grant[] | null {
  const name = (role: string) => (role === before ? after : role)
  return (
    grants?.map((grant) => ({
      ...grant,
      grantor: name(grant.grantor),
      grantee: grant.grantee === null ? null : name(grant.grantee),
    })) ?? null
  )
}

const isSameEntry = (one: Grant, other: Grant): boolean =>
  one.grantee === other.grantee && one.grantor === other.grantor

const without = (words: readonly string[], others: readonly string[]): string[] =>
  words.filter((word) => !others.includes(word))

/** Whether entries that stay keep their order, and new ones come after them, as the server appends them. */
function keepsOrder(from: readonly Grant[], to: readonly Grant[]): boolean {
  const kept = from.filter((entry) => to.some((other) => isSameEntry(entry, other)))
  return kept.every((entry, index) => {
    const other = to[index]
    return other !== undefined && isSameEntry(entry, other)
  })
}

const isEqual = (one: readonly Grant[] | null, other: readonly Grant[] | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
