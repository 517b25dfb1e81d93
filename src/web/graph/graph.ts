/** Relations and what leads from one to another, as every graph of the page is drawn. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

export interface GraphNode {
  readonly id: string
  readonly title: string
  /** Where it stands, such as a schema; shown above the title. */
  readonly place: string
  readonly kind: string
  readonly columns: readonly GraphColumn[]
  /** Address of its page; null where it has none. */
  readonly to: string | null
  /** What the graph is about. */
  readonly focus: boolean
}

export interface GraphColumn {
  readonly name: string
  readonly type: string | null
  readonly key: boolean
}

export interface GraphEnd {
  readonly node: string
  /** Null for the relation as a whole. */
  readonly column: string | null
}

export interface GraphEdge {
  readonly id: string
  readonly from: GraphEnd
  readonly to: GraphEnd
  /** What it is, in words: name of a key, or of the statement it comes from. */
  readonly label: string
  /** Drawn dashed: it decides, but hands on no value. */
  readonly indirect: boolean
}
