import type { Literal, Node, PhrasingContent } from 'mdast'
import type { BlockName } from './block-names.ts'

declare module 'mdast' {
  interface RootContentMap {
    helpMarker: HelpMarkerNode
    helpId: HelpIdNode
    helpBlock: HelpBlockNode
  }
  interface PhrasingContentMap {
    helpMarker: HelpMarkerNode
    helpId: HelpIdNode
  }
}

/** A line `$$name` or `$$`, before openers and closers are matched. */
export interface HelpMarkerNode extends Node {
  readonly type: 'helpMarker'
  /** As written, in lower case; null is a closer. */
  name: string | null
  /** Text on the opener's own line, which belongs into the block. */
  children: PhrasingContent[]
}

/** `$(id="…")`, before it is taken out of its heading. */
export interface HelpIdNode extends Node {
  readonly type: 'helpId'
  /** null where nothing stands between the quotes. */
  id: string | null
}

/** A matched block: a section or a callout. */
export interface HelpBlockNode extends Node {
  readonly type: 'helpBlock'
  readonly name: BlockName
  children: import('mdast').RootContent[]
}

/** Any node as the tree walks see it. */
export interface AnyNode extends Node {
  children?: AnyNode[]
  value?: Literal['value']
}
