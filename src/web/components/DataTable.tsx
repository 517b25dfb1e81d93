import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { toCsv } from '../../core/csv.ts'
import { CopyButton } from './CopyButton.tsx'
import classes from './DataTable.module.css'

type Value = string | number | bigint | boolean | null

export interface DataColumn<Row> {
  readonly id: string
  readonly label: string
  /** What the column sorts by and what is copied. */
  readonly value: (row: Row) => Value
  /** What is shown; the value itself unless told. Null values are a quiet dash. */
  readonly render?: (row: Row) => ReactNode
  /** Right-aligned. Numbers always are. */
  readonly numeric?: boolean
  /** Takes what is left of the width and cuts what does not fit. */
  readonly wide?: boolean
  /** Needs no label on a card. */
  readonly plain?: boolean
}

interface Props<Row> {
  /** What the table holds, for screen readers and the name of the copy. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly DataColumn<Row>[]
  readonly rowKey: (row: Row) => string
  /** Column that sorts at first; the rows' own order unless told. */
  readonly sort?: { readonly id: string; readonly down: boolean }
  /** Height of the scrolling frame; the page scrolls unless told. */
  readonly maxHeight?: number | string
  readonly selected?: string | null
  /** On a phone each row becomes a card, for rows that are read and not compared. */
  readonly cards?: boolean
  /** Absent where `rows` are all there are. */
  readonly paged?: PagedRows
}

export type Order = { readonly id: string; readonly down: boolean } | null

/** Rows come a page at a time while one scrolls, and whoever has them sorts them. */
export interface PagedRows {
  /** How many there are in all; null where nobody knows before the last page. */
  readonly matching: number | null
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly order: Order
  /** Ids of columns that they can be sorted by. */
  readonly sorts: readonly string[]
  readonly onSort: (order: Order) => void
}

const rowHeight = 34
/** More rows than these are drawn only where they are seen. */
const drawnAtOnce = 150

const drawnAtLeast = 4 * rowHeight
/** Rows before the end at which the next page is asked for. */
const ahead = 40

/** Rows that sort by any column, copy as CSV, and stay fast by the ten thousand. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, rows, columns, rowKey, sort, maxHeight, selected = null, cards = false, paged } = props
  const [ownOrder, setOrder] = useState(sort ?? null)
  const order = paged === undefined ? ownOrder : paged.order
  const sorted = useMemo(
    () => (paged === undefined ? sortRows(rows, columns, ownOrder) : rows),
    [paged, rows, columns, ownOrder],
  )
  const frame = useRef<HTMLDivElement>(null)
  const hasMore = paged?.hasMore === true
  const many = sorted.length > drawnAtOnce || hasMore
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    enabled: many,
  })
  const seen = many ? virtual.getVirtualItems().map(({ index }) => index) : sorted.keys()
  const [first, last] = many ? [virtual.getVirtualItems()[0], virtual.getVirtualItems().at(-1)] : []
  const isNearEnd = hasMore && (last?.index ?? 0) >= sorted.length - ahead
  useEffect(() => {
    if (isNearEnd) paged?.loadMore()
  }, [isNearEnd, paged])
  return (
    <div className={classes.whole}>
      <div className={classes.copy}>
        <CopyButton
          text={() => toCsv(columns, sorted)}
          label={hasMore ? `Copy the first ${sorted.length.toLocaleString('en-US')} as CSV` : 'Copy as CSV'}
        />
      </div>
      <section
        ref={frame}
        className={classes.frame}
        // Where there is no room yet, no row would be drawn that makes some.
        style={{ maxHeight: maxHeight ?? (many ? '70vh' : undefined), minHeight: many ? drawnAtLeast : undefined }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard too
        tabIndex={0}
        aria-label={label}
      >
        <table
          className={classes.table}
          data-cards={cards || undefined}
          aria-rowcount={hasMore && paged?.matching == null ? -1 : (paged?.matching ?? sorted.length) + 1}
        >
          <thead>
            <tr>
              {columns.map((column) => (
                <HeadCell
                  key={column.id}
                  column={column}
                  order={order}
                  sorts={paged === undefined || paged.sorts.includes(column.id)}
                  onSort={paged?.onSort ?? setOrder}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {first !== undefined && first.start > 0 && <Gap height={first.start} columns={columns.length} />}
            {[...seen].map((index) => {
              const row = sorted[index] as Row
              const key = rowKey(row)
              return (
                <tr
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  data-selected={key === selected || undefined}
                >
                  {columns.map((column) => (
                    <Cell key={column.id} column={column} row={row} />
                  ))}
                </tr>
              )
            })}
            {last !== undefined && <Gap height={virtual.getTotalSize() - last.end} columns={columns.length} />}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function Cell<Row>({ column, row }: { readonly column: DataColumn<Row>; readonly row: Row }) {
  const value = column.value(row)
  const isNumeric = column.numeric === true || typeof value === 'number' || typeof value === 'bigint'
  const shown = column.render === undefined ? shownValue(value) : column.render(row)
  const isEmpty = shown === null || shown === undefined || shown === ''
  return (
    <td
      data-label={column.plain === true ? undefined : column.label}
      data-numeric={isNumeric || undefined}
      data-wide={column.wide || undefined}
      data-empty={isEmpty || undefined}
    >
      {isEmpty ? <span className={classes.none}>–</span> : shown}
    </td>
  )
}

function shownValue(value: Value): ReactNode {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number' || typeof value === 'bigint') return value.toLocaleString('en-US')
  return value
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

interface HeadCellProps<Row> {
  readonly column: DataColumn<Row>
  readonly order: Order
  /** Whether rows can be sorted by it. */
  readonly sorts: boolean
  readonly onSort: (order: Order) => void
}

function HeadCell<Row>({ column: { id, label, numeric, wide }, order, sorts, onSort }: HeadCellProps<Row>) {
  if (!sorts) {
    return (
      <th scope="col" data-numeric={numeric || undefined} data-wide={wide || undefined}>
        <span>{label}</span>
      </th>
    )
  }
  const isSorted = order?.id === id
  const Icon = isSorted && order.down ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (order.down ? 'descending' : 'ascending') : 'none'}
      data-numeric={numeric || undefined}
      data-wide={wide || undefined}
    >
      <button type="button" onClick={() => onSort({ id, down: isSorted ? !order.down : numeric === true })}>
        {label}
        <Icon size={12} aria-hidden="true" data-shown={isSorted || undefined} />
      </button>
    </th>
  )
}

/** Null comes last in either direction; what is equal keeps its order. */
function sortRows<Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[], order: Order): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.id)
  if (column === undefined || order === null) return rows
  const direction = order.down ? -1 : 1
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return compare(a.value, b.value) * direction
    })
    .map(({ row }) => row)
}

const collator = new Intl.Collator('en', { numeric: true })

function compare(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}
