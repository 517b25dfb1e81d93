import type { Policy, Relation, Rule, Trigger } from '../../../core/catalog/relation.ts'
import { renderComment, toSteps } from './attributes.ts'
import { quoteName, quoteQualified, quoteRole } from './quote.ts'
import type { Phase, RenderContext, Step } from './step.ts'
import { tableWord } from './table.ts'

type Enabled = Trigger['enabled']

const stateWords: Readonly<Record<Enabled, string>> = {
  origin: 'ENABLE',
  disabled: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
}

export function renderRules(relation: Relation): Step[] {
  return relation.rules.flatMap((rule) =>
    toSteps('rules', [
      ...createRule(relation, rule),
      ...state(relation, 'RULE', rule.name, rule.enabled),
      ...renderComment(`RULE ${quoteName(rule.name)} ON ${quoteQualified(relation)}`, rule.comment),
    ]),
  )
}

/** A rule of a table can be renamed to what makes a view, but not be made with that name. */
function createRule(relation: Relation, { name, definition }: Rule): string[] {
  if (name !== '_RETURN') return [withSemicolon(definition)]
  const first = '_RETURN_made'
  return [
    withSemicolon(definition.replace('"_RETURN"', quoteName(first))),
    `ALTER RULE ${quoteName(first)} ON ${quoteQualified(relation)} RENAME TO ${quoteName(name)};`,
  ]
}

/** A partition's copy of its parent's trigger comes with that one, but may be switched by itself. */
export function renderTriggers(relation: Relation, context: RenderContext): Step[] {
  return relation.triggers.flatMap((trigger) => {
    const phase: Phase = trigger.local ? 'triggers' : 'trigger states'
    const usual = trigger.local ? 'origin' : parentState(relation, trigger, context)
    return toSteps(phase, [
      ...(trigger.local ? [withSemicolon(trigger.definition)] : []),
      ...(trigger.enabled === usual ? [] : state(relation, 'TRIGGER', trigger.name, trigger.enabled, usual)),
      ...renderComment(`TRIGGER ${quoteName(trigger.name)} ON ${quoteQualified(relation)}`, trigger.comment),
    ])
  })
}

function parentState(relation: Relation, trigger: Trigger, context: RenderContext): Enabled {
  const [parent] = relation.parents
  const found = parent === undefined ? null : context.findRelation(parent.schema, parent.name)
  const triggers = found !== null && 'triggers' in found ? found.triggers : []
  return triggers.find(({ name }) => name === trigger.name)?.enabled ?? 'origin'
}

function state(
  relation: Relation,
  what: 'RULE' | 'TRIGGER',
  name: string,
  enabled: Enabled,
  usual: Enabled = 'origin',
): string[] {
  if (enabled === usual) return []
  const word = relation.kind === 'foreign table' ? tableWord(relation) : 'TABLE'
  return [`ALTER ${word} ${quoteQualified(relation)} ${stateWords[enabled]} ${what} ${quoteName(name)};`]
}

export function renderPolicies(relation: Relation): Step[] {
  const name = quoteQualified(relation)
  const { enabled, forced } = relation.rowSecurity
  return toSteps('policies', [
    ...(enabled ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`] : []),
    ...(forced ? [`ALTER TABLE ONLY ${name} FORCE ROW LEVEL SECURITY;`] : []),
    ...relation.policies.flatMap((policy) => [
      createPolicy(policy, name),
      ...renderComment(`POLICY ${quoteName(policy.name)} ON ${name}`, policy.comment),
    ]),
  ])
}

function createPolicy(policy: Policy, table: string): string {
  const everybody = policy.roles.length === 0 || (policy.roles.length === 1 && policy.roles[0] === null)
  return `${[
    `CREATE POLICY ${quoteName(policy.name)} ON ${table}`,
    ...(policy.permissive ? [] : ['AS RESTRICTIVE']),
    ...(policy.command === 'all' ? [] : [`FOR ${policy.command.toUpperCase()}`]),
    ...(everybody ? [] : [`TO ${policy.roles.map(quoteRole).join(', ')}`]),
    ...(policy.using === null ? [] : [`USING (${policy.using})`]),
    ...(policy.check === null ? [] : [`WITH CHECK (${policy.check})`]),
  ].join(' ')};`
}

function withSemicolon(definition: string): string {
  return definition.trimEnd().endsWith(';') ? definition : `${definition};`
}
