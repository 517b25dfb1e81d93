import type { Policy, Relation, Rule, Trigger } from '../../../../core/catalog/relation.ts'
import { quoteName, quoteQualified, quoteRole } from '../quote.ts'
import type { RenderContext } from '../step.ts'
import { renderPolicies, renderRules, renderTriggers } from '../table-code.ts'
import { changeComment } from './attributes.ts'
import type { Shaken } from './constraints.ts'
import { at, type ChangeStep } from './step.ts'

const stateWords: Readonly<Record<Trigger['enabled'], string>> = {
  origin: 'ENABLE',
  disabled: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
}

/** Triggers and rules of a relation. */
export function changeCode(before: Relation, after: Relation, context: RenderContext, shaken: Shaken): ChangeStep[] {
  return [
    ...changeList(before.triggers, after.triggers, {
      // A partition's copy of its parent's trigger goes and comes with that one.
      drop: ({ name, local }) =>
        local ? at('untie', [`DROP TRIGGER ${quoteName(name)} ON ${quoteQualified(after)};`]) : [],
      make: (trigger) => fromSteps(renderTriggers({ ...after, triggers: [trigger] }, context)),
      isSame: (was, is) =>
        was.definition === is.definition && was.local === is.local && !(is.local && shaken([], is.definition)),
      adjust: (was, is) => adjust(after, 'TRIGGER', was, is),
    }),
    ...changeList(before.rules, after.rules, {
      drop: ({ name }) => at('untie', [`DROP RULE ${quoteName(name)} ON ${quoteQualified(after)};`]),
      make: (rule) => fromSteps(renderRules({ ...after, rules: [rule] })),
      isSame: (was, is) => was.definition === is.definition && !shaken([], is.definition),
      adjust: (was, is) => adjust(after, 'RULE', was, is),
    }),
  ]
}

function adjust(
  relation: Relation,
  what: 'TRIGGER' | 'RULE',
  before: Trigger | Rule,
  after: Trigger | Rule,
): ChangeStep[] {
  const table = quoteQualified(relation)
  const name = quoteName(after.name)
  return at('trigger states', [
    ...(before.enabled === after.enabled ? [] : [`ALTER TABLE ${table} ${stateWords[after.enabled]} ${what} ${name};`]),
    ...changeComment(`${what} ${name} ON ${table}`, before.comment, after.comment),
  ])
}

/** Row security and its policies. */
export function changePolicies(before: Relation, after: Relation, shaken: Shaken): ChangeStep[] {
  const table = quoteQualified(after)
  const { enabled, forced } = after.rowSecurity
  return [
    ...at('policies', [
      ...(before.rowSecurity.enabled === enabled
        ? []
        : [`ALTER TABLE ${table} ${enabled ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY;`]),
      ...(before.rowSecurity.forced === forced
        ? []
        : [`ALTER TABLE ONLY ${table} ${forced ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY;`]),
    ]),
    ...changeList(before.policies, after.policies, {
      drop: ({ name }) => at('untie', [`DROP POLICY ${quoteName(name)} ON ${table};`]),
      make: (policy) =>
        fromSteps(renderPolicies({ ...after, policies: [policy], rowSecurity: { enabled: false, forced: false } })),
      isSame: (was, is) => isAlterable(was, is) && !shaken([], `${is.using ?? ''} ${is.check ?? ''}`),
      adjust: (was, is) =>
        at('policies', [
          ...alterPolicy(table, was, is),
          ...changeComment(`POLICY ${quoteName(is.name)} ON ${table}`, was.comment, is.comment),
        ]),
    }),
  ]
}

/** ALTER POLICY replaces roles and expressions, but takes none away. */
function isAlterable(was: Policy, is: Policy): boolean {
  return (
    was.command === is.command &&
    was.permissive === is.permissive &&
    (was.using === null || is.using !== null) &&
    (was.check === null || is.check !== null)
  )
}

function alterPolicy(table: string, was: Policy, is: Policy): string[] {
  const roles = (policy: Policy) => (policy.roles.length === 0 ? [null] : policy.roles).map(quoteRole).join(', ')
  const words = [
    ...(roles(was) === roles(is) ? [] : [`TO ${roles(is)}`]),
    ...(was.using === is.using ? [] : [`USING (${is.using})`]),
    ...(was.check === is.check ? [] : [`WITH CHECK (${is.check})`]),
  ]
  return words.length === 0 ? [] : [`ALTER POLICY ${quoteName(is.name)} ON ${table} ${words.join(' ')};`]
}

interface Ways<T> {
  drop(part: T): ChangeStep[]
  make(part: T): ChangeStep[]
  isSame(was: T, is: T): boolean
  adjust(was: T, is: T): ChangeStep[]
}

/** Named parts: what only one side has, what is made anew, what is adjusted. */
function changeList<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  ways: Ways<T>,
): ChangeStep[] {
  const old = new Map(before.map((part) => [part.name, part]))
  const steps = after.flatMap((part) => {
    const was = old.get(part.name)
    old.delete(part.name)
    if (was === undefined) return ways.make(part)
    return ways.isSame(was, part) ? ways.adjust(was, part) : [...ways.drop(was), ...ways.make(part)]
  })
  return [...[...old.values()].flatMap((part) => ways.drop(part)), ...steps]
}

const fromSteps = (steps: ReturnType<typeof renderRules>): ChangeStep[] =>
  steps.map(({ phase, sql }) => ({ moment: phase, sql }))
