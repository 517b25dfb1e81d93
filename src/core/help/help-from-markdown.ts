import type { CompileContext, Extension } from 'mdast-util-from-markdown'
import type { Token } from 'micromark-util-types'
import type { HelpIdNode, HelpMarkerNode } from './nodes.ts'

/** Turns the tokens of help-syntax.ts into `helpMarker` and `helpId` nodes. */
export const helpFromMarkdown: Extension = {
  enter: {
    helpMarker(token) {
      const node: HelpMarkerNode = { type: 'helpMarker', name: null, children: [] }
      this.enter(node, token)
    },
    helpId(token) {
      const node: HelpIdNode = { type: 'helpId', id: null }
      this.enter(node, token)
    },
  },
  exit: {
    helpMarkerName(token) {
      current(this, 'helpMarker').name = this.sliceSerialize(token).toLowerCase()
    },
    helpMarker: exit,
    helpIdValue(token) {
      current(this, 'helpId').id = this.sliceSerialize(token).trim() || null
    },
    helpId: exit,
  },
}

function exit(this: CompileContext, token: Token): void {
  this.exit(token)
}

function current(context: CompileContext, type: 'helpMarker'): HelpMarkerNode
function current(context: CompileContext, type: 'helpId'): HelpIdNode
function current(context: CompileContext, type: string) {
  const node = context.stack.at(-1)
  if (node?.type !== type) throw new Error(`expected ${type} on the stack, found ${node?.type}`)
  return node
}
