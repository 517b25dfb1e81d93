import type { AnyNode, HelpIdNode } from './nodes.ts'
import { placeOf, type Report } from './problem.ts'

/** Takes every `$(id="…")` out of a tree, reports malformed ones and returns those that hold an id, in order. */
export function takeIds(tree: AnyNode, source: string, report: Report): HelpIdNode[] {
  const found: HelpIdNode[] = []
  const visit = (node: AnyNode) => {
    if (node.children === undefined) return
    let taken = false
    node.children = node.children.filter((child) => {
      if (!isHelpId(child)) return true
      taken = true
      found.push(child)
      return false
    })
    if (taken) trimEnd(node.children)
    for (const child of node.children) visit(child)
  }
  visit(tree)
  for (const id of found) {
    if (!/^\$\(id="[^"]+"\)$/.test(sourceOf(id, source))) {
      report(
        'HELP_ID_MALFORMED',
        placeOf(id),
        `The id ${id.id ?? ''} is not written as $(id="name").`.replace('  ', ' '),
      )
    }
  }
  return found.filter((id) => id.id !== null)
}

/** The source text of a node; empty for a node that was made up. */
export function sourceOf(node: AnyNode, source: string): string {
  const { start, end } = node.position ?? {}
  return start?.offset === undefined || end?.offset === undefined ? '' : source.slice(start.offset, end.offset)
}

function isHelpId(node: AnyNode): node is HelpIdNode {
  return node.type === 'helpId'
}

/** The space between a title and its id. */
function trimEnd(children: AnyNode[]): void {
  const last = children.at(-1)
  if (last?.type === 'text' && typeof last.value === 'string') last.value = last.value.trimEnd()
}
