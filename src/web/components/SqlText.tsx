import type { Root } from 'hast'
import { useEffect, useState } from 'react'
import { renderTree } from '../help/render-tree.ts'
import { CopyButton } from './CopyButton.tsx'
import classes from './SqlText.module.css'

interface Props {
  /** What the text is, for screen readers. */
  readonly label: string
  readonly text: string
}

/** Longer texts stay plain: colours would keep the page from answering. */
const longestColoured = 200_000

/** SQL in colours, which arrive a moment after the text, and a button that copies it. */
export function SqlText({ label, text }: Props) {
  const tree = useColours(text)
  return (
    <figure className={classes.figure}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard too */}
      <section className={classes.text} tabIndex={0} aria-label={label}>
        <pre>
          <code>{tree === null ? text : renderTree(tree.children, {})}</code>
        </pre>
      </section>
      <div className={classes.copy}>
        <CopyButton text={text} label={`Copy ${label}`} iconOnly />
      </div>
    </figure>
  )
}

function useColours(text: string): Root | null {
  const [coloured, setColoured] = useState<{ readonly text: string; readonly tree: Root } | null>(null)
  useEffect(() => {
    if (text.length > longestColoured) return
    let left = false
    import('./sql-colours.ts').then(({ colourSql }) => {
      if (!left) setColoured({ text, tree: colourSql(text) })
    })
    return () => {
      left = true
    }
  }, [text])
  return coloured?.text === text ? coloured.tree : null
}
