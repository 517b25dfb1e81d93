import type { AnyNode, HelpIdNode } from './nodes.ts'
import { placeOf, type Report } from './problem.ts'

/** Takes every `$(id="…")` out of a tree, reports malformed ones and returns those that hold an id, in order. */
export function takeIds(tree: AnyNode, source: string, report: Report): HelpIdNode[] {
  const found: HelpIdNode[] = []
  const visit = (node: AnyNode) => {
    if (node.children === undefined) return
    const kept: AnyNode[] = []
    let taken = false
    for (const child of node.children) {
      if (isHelpId(child)) {
        found.push(child)
        trimEnd(kept.at(-1))
        taken = true
        continue
      }
      if (taken && kept.length === 0) trimStart(child)
      kept.push(child)
    }
    node.children = kept
    for (const child of kept) visit(child)
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
function trimEnd(before: AnyNode | undefined): void {
  if (before?.type === 'text' && typeof before.value === 'string') before.value = before.value.trimEnd()
}

function trimStart(after: AnyNode): void {
  if (after.type === 'text' && typeof after.value === 'string') after.value = after.value.trimStart()
}
