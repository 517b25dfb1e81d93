import { useMemo } from 'react'
import type { HelpIndex } from '../../core/help/help-index.ts'
import type { FieldPath } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import { schemaAt, titleOf } from '../form/schema.ts'
import { type HelpFocus, useHelpTarget } from './help-focus.ts'
import { sectionAt } from './section-of.ts'

export interface PlainHelp {
  readonly title: string
  readonly text: string
}

/** What the panel marks: a section by its position, or plain text where the document has none. */
export type MarkedHelp =
  | { readonly kind: 'none' }
  | { readonly kind: 'section'; readonly at: number }
  | { readonly kind: 'plain'; readonly help: PlainHelp }

/** Fields of the page itself, which no connector documents. */
const ownFields: Readonly<Record<string, PlainHelp>> = {
  '/@name': {
    title: 'Name',
    text: 'What this service is called in Patchbay. Names are unique here; the server does not learn it. A name that says what and where, such as orders-prod, reads well in lists.',
  },
}

export function useMarkedHelp(focus: HelpFocus, index: HelpIndex, schema: JsonObject): MarkedHelp {
  const target = useHelpTarget(focus)
  return useMemo(() => {
    if (target === null) return { kind: 'none' }
    if (target.kind === 'section') return { kind: 'section', at: target.at }
    const at = sectionAt(index, target.path)
    return at === null ? { kind: 'plain', help: plainHelp(schema, target.path) } : { kind: 'section', at }
  }, [target, index, schema])
}

export function plainHelp(schema: JsonObject, path: FieldPath): PlainHelp {
  const own = ownFields[path]
  if (own !== undefined) return own
  const description = schemaAt(schema, path)?.description
  return {
    title: titleOf(schema, path),
    text: typeof description === 'string' ? description : 'There is no help for this field yet.',
  }
}
