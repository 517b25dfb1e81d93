import type { Root } from 'hast'
import pgsql from 'highlight.js/lib/languages/pgsql'
import { createLowlight } from 'lowlight'

const highlighter = createLowlight({ pgsql })

/** Statements, and the bodies of functions in them. */
export function colourSql(text: string): Root {
  return highlighter.highlight('pgsql', text)
}
