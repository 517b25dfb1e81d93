import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { countText } from '../components/quantity.ts'
import type { CatalogNames } from './catalog-names.ts'
import { kindIcon } from './kind-groups.ts'
import classes from './Tree.module.css'
import { moveInTree } from './tree-keys.ts'
import { pathOf, type TreeRow, treeRows } from './tree-rows.ts'

interface Props {
  readonly names: CatalogNames
  readonly service: string
  readonly at: number | null
  /** Key of the line whose page is shown. */
  readonly here: string | null
  readonly expanded: ReadonlySet<string>
  readonly onExpand: (key: string, open: boolean) => void
  readonly onOpen: (path: string) => void
}

const rowHeight = 26

/** The catalog as a tree. One stop for the tab key; only what is seen is drawn. */
export const Tree = memo(function Tree({ names, service, at, here, expanded, onExpand, onOpen }: Props) {
  const rows = useMemo(() => treeRows(names, expanded), [names, expanded])
  const frame = useRef<HTMLDivElement>(null)
  const id = useId()
  const [chosen, setActive] = useState(0)
  const active = Math.min(chosen, rows.length - 1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The active line is there for screen readers wherever the mouse has scrolled to.
    rangeExtractor: (range) => [...new Set([active, ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
  })
  const typed = useRef({ text: '', at: 0 })
  const goTo = (index: number) => {
    setActive(index)
    virtual.scrollToIndex(index, { align: 'auto' })
  }
  useShownPage(rows, here, goTo)

  const open = useCallback(
    (row: TreeRow) => {
      const path = pathOf(names, row.target, service, at)
      if (path === null) onExpand(row.key, !row.expanded)
      else onOpen(path)
    },
    [names, service, at, onExpand, onOpen],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const seen = Math.floor((frame.current?.clientHeight ?? 0) / rowHeight)
    const move = moveInTree(rows, active, event.key, typed.current, seen)
    if (move === null) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.index)
    else if (move.kind === 'expand') onExpand(row.key, move.open)
    else open(row)
  }

  return (
    <div
      ref={frame}
      className={classes.tree}
      role="tree"
      aria-label="Catalog"
      tabIndex={0}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${active}`}
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
              index={index}
              row={row}
              start={start}
              isActive={index === active}
              isHere={row.key === here}
              onPress={setActive}
              onExpand={onExpand}
              onOpen={open}
            />
          )
        })}
      </div>
    </div>
  )
})

/** Goes to the line of the page that is shown, when that changes or has just been unfolded. */
function useShownPage(rows: readonly TreeRow[], here: string | null, goTo: (index: number) => void): void {
  const shown = useRef<string | null>(null)
  const latest = useRef(goTo)
  useEffect(() => {
    latest.current = goTo
  })
  useEffect(() => {
    if (shown.current === here) return
    const index = here === null ? -1 : rows.findIndex(({ key }) => key === here)
    if (index === -1) return
    shown.current = here
    latest.current(index)
  }, [rows, here])
}

interface LineProps {
  readonly id: string
  readonly index: number
  readonly row: TreeRow
  readonly start: number
  readonly isActive: boolean
  readonly isHere: boolean
  readonly onPress: (index: number) => void
  readonly onExpand: Props['onExpand']
  readonly onOpen: (row: TreeRow) => void
}

/** While one scrolls, lines that stay are not drawn again. */
const Line = memo(function Line({ id, index, row, start, isActive, isHere, onPress, onExpand, onOpen }: LineProps) {
  const { key, level, label, kind, count, expanded, position, siblings } = row
  const Icon = kindIcon(kind)
  const open = () => {
    onPress(index)
    onOpen(row)
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
            onPress(index)
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
})
