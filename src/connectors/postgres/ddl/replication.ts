import type { EventTrigger, Publication, Subscription } from '../../../core/catalog/objects.ts'
import { renderAttributes, toSteps } from './attributes.ts'
import { quoteLiteral, quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

export function renderPublication(publication: Publication, context: RenderContext): Step[] {
  const what = `PUBLICATION ${quoteName(publication.name)}`
  const options = [
    `publish = ${quoteLiteral(publication.operations.join(', '))}`,
    ...(publication.viaRoot ? ['publish_via_partition_root = true'] : []),
    ...(publication.generatedColumns === 'stored' ? ['publish_generated_columns = stored'] : []),
  ]
  const tables = publication.relations.map(({ columns, filter, ...name }) => {
    const list = columns === null ? '' : ` (${columns.map(quoteName).join(', ')})`
    return `TABLE ONLY ${quoteQualified(name)}${list}${filter === null ? '' : ` WHERE (${filter})`}`
  })
  const schemas = publication.schemas.map((schema) => `TABLES IN SCHEMA ${quoteName(schema)}`)
  return toSteps('last', [
    `CREATE ${what}${publication.allTables ? ' FOR ALL TABLES' : ''} WITH (${options.join(', ')});`,
    ...[...schemas, ...tables].map((member) => `ALTER ${what} ADD ${member};`),
    ...renderAttributes(what, publication, context, null),
  ])
}

/** Its connection string is never read, and without it there is no making one. */
export function renderSubscription(subscription: Subscription): Step[] {
  const names = subscription.publications.map(quoteName).join(', ')
  return toSteps('last', [
    `-- SUBSCRIPTION ${quoteName(subscription.name)} to ${names} is not made here: its connection string is not read.`.replaceAll(
      '\n',
      ' ',
    ),
  ])
}

const triggerStates = { disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' } as const

export function renderEventTrigger(trigger: EventTrigger, context: RenderContext): Step[] {
  const name = quoteName(trigger.name)
  const tags = trigger.tags.length === 0 ? '' : `\n         WHEN TAG IN (${trigger.tags.map(quoteLiteral).join(', ')})`
  const { enabled } = trigger
  return toSteps('last', [
    `CREATE EVENT TRIGGER ${name} ON ${trigger.event}${tags}\n   EXECUTE FUNCTION ${quoteQualified(trigger.routine)}();`,
    ...(enabled === 'origin' ? [] : [`ALTER EVENT TRIGGER ${name} ${triggerStates[enabled]};`]),
    ...renderAttributes(`EVENT TRIGGER ${name}`, trigger, context, null),
  ])
}
