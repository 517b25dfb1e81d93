import type { Properties } from 'hast'
import type { RootContent } from 'mdast'
import type { CalloutName } from './block-names.ts'
import type { HelpBlockNode } from './nodes.ts'

/** How a callout stands in the page: a box that a screen reader announces by its name. */
export function calloutProperties(name: CalloutName): Properties {
  const label = name.charAt(0).toUpperCase() + name.slice(1)
  return { className: ['help-callout', `help-${name}`], role: 'note', ariaLabel: label }
}

export function toCallout(name: CalloutName): HelpBlockNode {
  return { type: 'helpBlock', name, children: [], data: { hName: 'aside', hProperties: calloutProperties(name) } }
}

/** Keeps the word of an unknown opener in sight. */
export function toLabel(name: string): RootContent {
  return { type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: name }] }] }
}
