import { KeyRound } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'wouter'
import { endKey, type Shape } from './geometry.ts'
import type { GraphColumn } from './graph.ts'
import { useGraphState } from './graph-state.tsx'
import classes from './RelationNode.module.css'

interface Props {
  readonly shape: Shape
  /** Seen from near, columns are written out. */
  readonly isNear: boolean
}

/** A relation with the columns that matter, or all of them. */
export const RelationNode = memo(function RelationNode({ shape, isNear }: Props) {
  const { reach, active, selected, expanded, toggle } = useGraphState()
  const { node, columns, hidden, width, height } = shape
  const isOpen = expanded.has(node.id)
  const tabIndex = node.id === active?.node ? 0 : -1
  const isFaint = reach !== null && !reach.nodes.has(node.id)
  const end = { node: node.id, column: null }
  return (
    <div
      className={classes.node}
      data-focus={node.focus || undefined}
      data-faint={isFaint || undefined}
      data-far={!isNear || undefined}
    >
      <div className={classes.box} style={{ width, height }}>
        <div className={classes.head} data-end={endKey(end)}>
          <span className={classes.place}>
            {node.place} · {node.kind}
          </span>
          {node.to === null ? (
            <span
              className={classes.title}
              data-node={node.id}
              data-end={endKey(end)}
              tabIndex={tabIndex}
              title={node.title}
            >
              {node.title}
            </span>
          ) : (
            <Link
              to={node.to}
              className={classes.title}
              data-node={node.id}
              data-end={endKey(end)}
              tabIndex={tabIndex}
              title={node.title}
            >
              {node.title}
            </Link>
          )}
        </div>
        {columns.length > 0 && isNear && (
          <ul className={classes.columns} aria-label={`Columns of ${node.title}`}>
            {columns.map((column) => (
              <ColumnRow
                key={column.name}
                end={endKey({ node: node.id, column: column.name })}
                column={column}
                isLit={reach?.columns.has(endKey({ node: node.id, column: column.name })) ?? false}
                isSelected={selected?.node === node.id && selected.column === column.name}
                tabIndex={tabIndex === 0 && column.name === (active?.column ?? columns[0]?.name) ? 0 : -1}
              />
            ))}
          </ul>
        )}
        {isNear && (hidden > 0 || isOpen) && (
          <button
            type="button"
            className={classes.more}
            tabIndex={tabIndex}
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Fewer' : 'All'} columns of ${node.title}`}
            onClick={() => toggle(node.id)}
          >
            {isOpen ? 'fewer columns' : `${hidden} more`}
          </button>
        )}
      </div>
    </div>
  )
})

interface ColumnProps {
  /** See `endKey`. */
  readonly end: string
  readonly column: GraphColumn
  readonly isLit: boolean
  readonly isSelected: boolean
  readonly tabIndex: 0 | -1
}

/** Told everything, so that only those are drawn anew that change: a frame shows hundreds. */
const ColumnRow = memo(function ColumnRow({ end, column, isLit, isSelected, tabIndex }: ColumnProps) {
  return (
    <li data-lit={isLit || undefined}>
      <button type="button" className={classes.column} data-end={end} tabIndex={tabIndex} aria-pressed={isSelected}>
        {column.key && <KeyRound size={11} aria-label="primary key" className={classes.key} />}
        <span className={classes.name}>{column.name}</span>
        {column.type !== null && <span className={classes.type}>{column.type}</span>}
      </button>
    </li>
  )
})
