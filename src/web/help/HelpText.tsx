import type { Root } from 'hast'
import { type Components, toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { type ComponentProps, memo } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { CodeBlock } from './CodeBlock.tsx'

/** The document's own headings, one level down: the page has the first one. */
const components: Partial<Components> = {
  h1: 'h2',
  h2: 'h3',
  h3: 'h3',
  pre: CodeBlock,
  a: (props: ComponentProps<'a'>) => <a {...props} target="_blank" rel="noopener noreferrer" />,
  table: (props: ComponentProps<'table'>) => (
    <div data-table>
      <table {...props} />
    </div>
  ),
}

/** A help document's tree as elements. It was sanitised where it was parsed. */
export const HelpText = memo(function HelpText({ tree }: { tree: Root }) {
  return toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true })
})
