import type { Nodes, Root } from 'mdast'
import type { Transform } from 'mdast-util-from-markdown'
import type { AnyNode } from './nodes.ts'
import { placeOf, type Report } from './problem.ts'

/** Deeper than any text a person writes; shallow enough for every recursive walk that follows. */
const maxDepth = 32

/**
 * Flattens whatever is nested deeper than {@link maxDepth} into its plain text. Runs before any other transform, and
 * without recursion itself, so that no document can exhaust the stack.
 */
export function limitDepth(report: Report): Transform {
  return (tree: Root) => {
    const pending: { readonly node: AnyNode; readonly depth: number }[] = [{ node: tree, depth: 0 }]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { node, depth } = next
      if (depth >= maxDepth && node.children?.some((child) => child.children !== undefined)) {
        report('HELP_NESTED_TOO_DEEP', placeOf(node), 'The text is nested too deeply and is shown without its markup.')
        flatten(node as Nodes)
      }
      for (const child of node.children ?? []) pending.push({ node: child, depth: depth + 1 })
    }
  }
}

function flatten(node: Nodes): void {
  const text = { type: 'text', value: plainTextOf(node) } as const
  switch (node.type) {
    case 'root':
    case 'blockquote':
    case 'listItem':
    case 'footnoteDefinition':
      node.children = [{ type: 'paragraph', children: [text] }]
      return
    case 'list':
      node.children = [{ type: 'listItem', children: [{ type: 'paragraph', children: [text] }] }]
      return
    case 'table':
    case 'tableRow':
      // A table cannot stand in a table, so its cells are flattened next.
      return
    default:
      if ('children' in node) node.children = [text]
  }
}

function plainTextOf(node: AnyNode): string {
  const words: string[] = []
  const pending: AnyNode[] = [node]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next.value === 'string') words.push(next.value)
    for (const child of [...(next.children ?? [])].reverse()) pending.push(child)
  }
  return words.join(' ')
}
