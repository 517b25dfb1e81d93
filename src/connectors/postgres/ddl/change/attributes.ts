import type { Attributes } from '../attributes.ts'
import type { Grantable } from '../grants.ts'
import { quoteLiteral, quoteName } from '../quote.ts'
import type { RenderContext } from '../step.ts'
import { changeGrants, withOwner } from './grants.ts'

/** A comment set, replaced or taken away. */
export function changeComment(on: string, before: string | null, after: string | null): string[] {
  if (before === after) return []
  return [`COMMENT ON ${on} IS ${after === null ? 'NULL' : quoteLiteral(after)};`]
}

/** Owner, comment and privileges, in this order: a new owner takes the old one's privileges over. */
export function changeAttributes(
  what: string,
  before: Attributes,
  after: Attributes,
  { versionNum }: RenderContext,
  grantable: { readonly kind: Grantable; readonly on: string } | null,
): string[] {
  const { owner } = after
  const moved = owner !== null && before.owner !== null && before.owner !== owner
  const held = moved ? withOwner(before.grants, before.owner, owner) : before.grants
  return [
    ...(moved ? [`ALTER ${what} OWNER TO ${quoteName(owner)};`] : []),
    ...changeComment(what, before.comment, after.comment),
    ...(grantable === null || owner === null
      ? []
      : changeGrants(held, after.grants, { ...grantable, owner, versionNum })),
  ]
}
