import type { Column } from './relation.ts'

/** More different columns than are worth remembering. */
const mostKnown = 5_000
/** Stands for a relation's columns while the rest of it is written: nothing else of this name is ever null there. */
const placeholder = '"columns":null'

/**
 * Writes objects of a snapshot exactly as JSON.stringify does. Columns are most of a relation's text, and those that
 * are alike come as one object: the text of each is made once.
 */
export function snapshotJson(): (object: object) => string {
  const known = new Map<Column, string>()
  const columnText = (column: Column): string => {
    const found = known.get(column)
    if (found !== undefined) return found
    if (known.size >= mostKnown) known.clear()
    const text = JSON.stringify(column)
    known.set(column, text)
    return text
  }
  return (object) => {
    if (!('columns' in object && 'constraints' in object)) return JSON.stringify(object)
    const rest = JSON.stringify({ ...object, columns: null })
    const at = rest.indexOf(placeholder)
    let columns = ''
    for (const column of object.columns as readonly Column[]) {
      columns += columns === '' ? columnText(column) : `,${columnText(column)}`
    }
    return `${rest.slice(0, at)}"columns":[${columns}]${rest.slice(at + placeholder.length)}`
  }
}
