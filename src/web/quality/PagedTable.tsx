import { useMemo } from 'react'
import type { ListPage } from '../../core/quality-api.ts'
import { type DataColumn, DataTable, type Order } from '../components/DataTable.tsx'
import type { Pages } from '../hooks/use-pages.ts'
import { ListFoot } from './ListFoot.tsx'

interface Props<Page, Row> {
  readonly label: string
  readonly found: Pages<Page>
  readonly rowsOf: (page: Page) => readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly columns: readonly DataColumn<Row>[]
  /** Ids of columns that the server sorts by. */
  readonly sorts: readonly string[]
  readonly order: Order
  readonly onSort: (order: Order) => void
  /** False where a page counts something else than rows. */
  readonly countsRows?: boolean
  /** Different where the list was another one when a page was read. */
  readonly stateOf?: (page: Page) => string
  readonly selected?: string | null
  readonly maxHeight?: number
  readonly cards?: boolean
}

/** A table of what comes a page at a time; the next one comes while one scrolls. */
export function PagedTable<Page extends ListPage, Row>(props: Props<Page, Row>) {
  const { found, rowsOf, rowKey, sorts, order, onSort, countsRows = true, stateOf, ...table } = props
  const { pages } = found.data
  // A row that moved while pages were read is shown once, as it was last seen.
  const rows = useMemo(
    () => [...new Map(pages.flatMap(rowsOf).map((row) => [rowKey(row), row])).values()],
    [pages, rowsOf, rowKey],
  )
  const states = new Set(pages.map((page) => stateOf?.(page)))
  return (
    <>
      <DataTable
        {...table}
        rows={rows}
        rowKey={rowKey}
        paged={{
          matching: countsRows ? (pages.at(-1)?.matching ?? null) : null,
          hasMore: found.hasNextPage,
          // A page that failed is asked for again by hand: scrolling would ask without end.
          loadMore: () => void (!found.isFetchingNextPage && !found.isFetchNextPageError && found.fetchNextPage()),
          order,
          sorts,
          onSort,
        }}
      />
      <ListFoot
        error={found.isFetchNextPageError ? found.error : null}
        isMoved={states.size > 1}
        fetching={found.isFetching}
        onMore={found.fetchNextPage}
        onAgain={found.refetch}
      />
    </>
  )
}
