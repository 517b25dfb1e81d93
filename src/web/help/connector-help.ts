import type { ConnectorDetail } from '../../core/api.ts'
import { helpLookup } from '../../core/form/help-lookup.ts'
import { schemaFields } from '../../core/form/schema-fields.ts'
import type { HelpIndex } from '../../core/help/help-index.ts'
import { type FieldPath, fieldPathKeys } from '../../core/ids.ts'

export interface PlainHelp {
  readonly title: string
  readonly text: string
}

/** Help of one field: a section by its position in the document, or plain text where the document has none. */
export type FieldHelp =
  | { readonly kind: 'section'; readonly at: number }
  | { readonly kind: 'plain'; readonly help: PlainHelp }

/** A connector's help document together with the fields of its form, in both directions. */
export interface ConnectorHelp {
  readonly index: HelpIndex
  readonly helpOf: (path: FieldPath) => FieldHelp
  /** First sentence of a field's help. */
  readonly summaryOf: (path: FieldPath) => string
  /** The field that a section is about; null for a section about something else. */
  readonly fieldOf: (at: number) => FieldPath | null
}

/** Fields of the page itself, which no connector documents. */
const ownFields: Readonly<Record<string, PlainHelp>> = {
  '/@name': {
    title: 'Name',
    text: 'What this service is called in Patchbay. Names are unique here; the server does not learn it. A name that says what and where, such as orders-prod, reads well in lists.',
  },
}

export function connectorHelp({ help, schema }: ConnectorDetail): ConnectorHelp {
  const lookup = helpLookup(help, schema)
  const fields = schemaFields(schema)

  const helpOf = (path: FieldPath): FieldHelp => {
    const keys = fieldPathKeys(path)
    const own = ownFields[path]
    if (own !== undefined) return { kind: 'plain', help: own }
    const found = lookup(keys)
    if (found.kind === 'section') return { kind: 'section', at: help.sections.indexOf(found.section) }
    const name = keys.at(-1) ?? ''
    const none = 'There is no help for this field yet.'
    return found.kind === 'schema'
      ? { kind: 'plain', help: { title: found.title ?? name, text: found.description ?? none } }
      : { kind: 'plain', help: { title: name, text: none } }
  }
  const fieldOfSection = new Map<number, FieldPath>()
  for (const { keys, path } of fields) {
    const found = lookup(keys)
    if (found.kind !== 'section' || found.match === 'ancestor') continue
    const at = help.sections.indexOf(found.section)
    if (!fieldOfSection.has(at)) fieldOfSection.set(at, path)
  }
  return {
    index: help,
    helpOf,
    summaryOf: (path) => {
      const found = helpOf(path)
      return found.kind === 'plain' ? found.help.text : (help.sections[found.at]?.summary ?? '')
    },
    fieldOf: (at) => fieldOfSection.get(at) ?? null,
  }
}
