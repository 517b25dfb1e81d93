import type { ElementContent, Properties, RootContent } from 'hast'
import { type ComponentType, createElement, type ReactNode } from 'react'

/** Elements of ours that stand in for a document's, by tag name. */
export type Replacements = Readonly<Record<string, string | ComponentType<Record<string, unknown>>>>

/**
 * A sanitised tree as React elements. hast's property names are React's, but for `aria-` and `data-` attributes and for
 * lists, which HTML writes with spaces; a general renderer would bring ten times the code for what sanitising removes.
 */
export function renderTree(nodes: readonly (RootContent | ElementContent)[], replace: Replacements): ReactNode[] {
  return nodes.map((node, at) => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return null
    const type = Object.hasOwn(replace, node.tagName) ? (replace[node.tagName] ?? node.tagName) : node.tagName
    return createElement(type, { ...toProps(node.properties), key: at }, ...renderTree(node.children, replace))
  })
}

function toProps(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => name !== 'style' && !name.startsWith('on'))
      .map(([name, value]) => [toAttribute(name), Array.isArray(value) ? value.join(' ') : value]),
  )
}

/** `ariaLabel` → `aria-label`, `dataFootnoteRef` → `data-footnote-ref` */
function toAttribute(name: string): string {
  if (!/^(?:aria|data)[A-Z]/.test(name)) return name
  const prefix = name.slice(0, 4)
  const rest = name.slice(4)
  return prefix === 'aria'
    ? `aria-${rest.toLowerCase()}`
    : `data${rest.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
