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
  const { reach, active, expanded, point, toggle } = useGraphState()
  const { node, columns, hidden, width, height } = shape
  const isOpen = expanded.has(node.id)
  const tabIndex = node.id === active?.node ? 0 : -1
  const isFaint = reach !== null && !reach.nodes.has(node.id)
  const end = { node: node.id, column: null }
  return (
    <div className={classes.node} data-focus={node.focus || undefined} data-faint={isFaint || undefined}>
      <div className={classes.box} style={{ width, height }}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what pointing shows, focusing the name shows too */}
        <div className={classes.head} onMouseEnter={() => point(end)} onMouseLeave={() => point(null)}>
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
              <ColumnRow key={column.name} node={node.id} column={column} isFirst={column === columns[0]} />
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
  readonly node: string
  readonly column: GraphColumn
  readonly isFirst: boolean
}

function ColumnRow({ node, column, isFirst }: ColumnProps) {
  const { reach, selected, active, point, select } = useGraphState()
  const end = { node, column: column.name }
  const isSelected = selected?.node === node && selected.column === column.name
  const isActive = active?.node === node && (active.column === null ? isFirst : active.column === column.name)
  return (
    <li data-lit={reach?.columns.has(endKey(end)) || undefined}>
      <button
        type="button"
        className={classes.column}
        data-end={endKey(end)}
        tabIndex={isActive ? 0 : -1}
        aria-pressed={isSelected}
        onMouseEnter={() => point(end)}
        onMouseLeave={() => point(null)}
        onClick={() => select(end)}
      >
        <span className={classes.key}>{column.key && <KeyRound size={11} aria-label="primary key" />}</span>
        <span className={classes.name}>{column.name}</span>
        {column.type !== null && <span className={classes.type}>{column.type}</span>}
      </button>
    </li>
  )
}
