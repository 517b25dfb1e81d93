import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { countText } from '../components/quantity.ts'
import type { CatalogNames } from './catalog-names.ts'
import { kindIcon } from './kind-groups.ts'
import classes from './Tree.module.css'
import { moveInTree } from './tree-keys.ts'
import { type TreeRow, treeRows } from './tree-rows.ts'

interface Props {
  readonly names: CatalogNames
  readonly service: string
  readonly at: number | null
  /** Path of the page that is shown. */
  readonly here: string
  readonly expanded: ReadonlySet<string>
  readonly onExpand: (key: string, open: boolean) => void
  readonly onOpen: (path: string) => void
}

const rowHeight = 26

/** The catalog as a tree. One stop for the tab key; only what is seen is drawn. */
export function Tree({ names, service, at, here, expanded, onExpand, onOpen }: Props) {
  const rows = useMemo(() => treeRows(names, expanded, service, at), [names, expanded, service, at])
  const frame = useRef<HTMLDivElement>(null)
  const id = useId()
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      rows.findIndex(({ path }) => path === here),
    ),
  )
  const at0 = Math.min(active, rows.length - 1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const typed = useRef({ text: '', at: 0 })

  const show = useCallback((index: number) => virtual.scrollToIndex(index, { align: 'auto' }), [virtual])
  useShownPage(rows, here, (index) => {
    setActive(index)
    show(index)
  })

  const goTo = (index: number) => {
    setActive(index)
    show(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at0]
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const move = moveInTree(
      rows,
      at0,
      event.key,
      typed.current,
      Math.floor((frame.current?.clientHeight ?? 0) / rowHeight),
    )
    if (move === null) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.index)
    else if (move.kind === 'expand') onExpand(row.key, move.open)
    else if (row.path !== null) onOpen(row.path)
    else onExpand(row.key, !row.expanded)
  }

  return (
    <div
      ref={frame}
      className={classes.tree}
      role="tree"
      aria-label="Catalog"
      tabIndex={0}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${at0}`}
      onKeyDown={onKeyDown}
    >
      <div className={classes.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <Line
              key={row.key}
              id={`${id}-${index}`}
              row={row}
              start={start}
              isActive={index === at0}
              isHere={row.path === here}
              onPress={() => setActive(index)}
              onExpand={onExpand}
              onOpen={onOpen}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Calls with the line of the page that is shown, when that changes or has just been unfolded. */
function useShownPage(rows: readonly TreeRow[], here: string, show: (index: number) => void): void {
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (shown.current === here) return
    const index = rows.findIndex(({ path }) => path === here)
    if (index === -1) return
    shown.current = here
    show(index)
  })
}

interface LineProps {
  readonly id: string
  readonly row: TreeRow
  readonly start: number
  readonly isActive: boolean
  readonly isHere: boolean
  readonly onPress: () => void
  readonly onExpand: Props['onExpand']
  readonly onOpen: Props['onOpen']
}

function Line({ id, row, start, isActive, isHere, onPress, onExpand, onOpen }: LineProps) {
  const { key, level, label, kind, count, expanded, path, position, siblings } = row
  const Icon = kindIcon(kind)
  const open = () => {
    onPress()
    if (path === null) onExpand(key, !expanded)
    else onOpen(path)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus and takes the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      className={classes.line}
      data-active={isActive || undefined}
      data-group={kind === 'group' || undefined}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isHere}
      aria-expanded={count === null ? undefined : expanded}
      style={{ transform: `translateY(${start}px)`, paddingLeft: 4 + (level - 1) * 14 }}
      onClick={open}
      title={label}
    >
      {count === null ? (
        <span className={classes.fold} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a larger target for the mouse; keys unfold with the arrow
        <span
          className={classes.fold}
          data-open={expanded || undefined}
          onClick={(event) => {
            event.stopPropagation()
            onPress()
            onExpand(key, !expanded)
          }}
        >
          <ChevronRight size={14} aria-hidden="true" />
        </span>
      )}
      {kind !== 'group' && <Icon size={14} aria-hidden="true" className={classes.icon} />}
      <span className={classes.label}>{label}</span>
      {count !== null && <span className={classes.count}>{countText(count)}</span>}
    </div>
  )
}
