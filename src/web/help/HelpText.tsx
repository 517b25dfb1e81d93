import type { Root } from 'hast'
import { type ComponentProps, memo } from 'react'
import { CodeBlock } from './CodeBlock.tsx'
import { type Replacements, renderTree } from './render-tree.ts'

/** The document's own headings, one level down: the page has the first one. */
const replacements: Replacements = {
  h1: 'h2',
  h2: 'h3',
  pre: CodeBlock,
  // The form has the focus and the panel is narrow: what a link opens, it opens elsewhere.
  a: (props: ComponentProps<'a'>) => <a {...props} target="_blank" rel="noopener noreferrer" />,
}

/** A help document's tree as elements. It was sanitised where it was parsed. */
export const HelpText = memo(function HelpText({ tree }: { tree: Root }) {
  return renderTree(tree.children, replacements)
})
