import type { Grant } from '../../../core/catalog/place.ts'
import { type Grantable, renderGrants } from './grants.ts'
import { quoteLiteral, quoteName } from './quote.ts'
import type { Phase, RenderContext, Step } from './step.ts'

/** What follows COMMENT ON or ALTER: `TABLE public.orders`. */
export function renderComment(on: string, comment: string | null): string[] {
  return comment === null ? [] : [`COMMENT ON ${on} IS ${quoteLiteral(comment)};`]
}

export interface Attributes {
  readonly owner: string | null
  readonly comment: string | null
  readonly grants: readonly Grant[] | null
}

/**
 * Owner, comment and privileges of an object in this order, since a new owner takes the old one's privileges over.
 *
 * @param what kind and name as ALTER and COMMENT take them, such as `TABLE public.orders`
 * @param grantable what GRANT takes, where the kind has privileges
 */
export function renderAttributes(
  what: string,
  object: Attributes,
  context: RenderContext,
  grantable: { readonly kind: Grantable; readonly on: string } | null,
): string[] {
  const { owner, comment, grants } = object
  return [
    ...(owner === null ? [] : [`ALTER ${what} OWNER TO ${quoteName(owner)};`]),
    ...renderComment(what, comment),
    ...(grantable === null || owner === null
      ? []
      : renderGrants(grants, { ...grantable, owner, versionNum: context.versionNum })),
  ]
}

/** Statements as one step; none for none. */
export function toSteps(phase: Phase, statements: readonly string[]): Step[] {
  return statements.length === 0 ? [] : [{ phase, sql: statements.join('\n') }]
}
