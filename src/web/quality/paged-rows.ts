import type { ListPage } from '../../core/quality-api.ts'
import type { Order, PagedRows } from '../components/DataTable.tsx'

/** What an infinite query knows of its pages. */
interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetchNextPageError: boolean
  readonly fetchNextPage: () => unknown
}

/** How a table of pages goes on; `total` is the newest page's word. */
export function pagedRows(
  pages: Pages,
  total: ListPage,
  { sorts, order, onSort }: Pick<PagedRows, 'sorts' | 'order' | 'onSort'>,
): PagedRows {
  return {
    matching: total.matching,
    hasMore: pages.hasNextPage,
    // A page that failed is asked for again by hand: scrolling would ask without end.
    loadMore: () => void (!pages.isFetchingNextPage && !pages.isFetchNextPageError && pages.fetchNextPage()),
    order,
    sorts,
    onSort,
  }
}

/** Each row once, where one moved from page to page while they were read: as it was last seen. */
export function uniqueRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}

/** `sort` and `down` of the address. */
export function readOrder(query: URLSearchParams, sorts: readonly string[]): Order {
  const id = query.get('sort')
  return id !== null && sorts.includes(id) ? { id, down: query.has('down') } : null
}
