import { useLocation, useSearch } from 'wouter'
import type { Order } from '../components/DataTable.tsx'

type Changes = Readonly<Record<string, string | null>>

/** What a list is narrowed down to and sorted by stands in the address: it survives a reload and can be sent to somebody. */
export function useListQuery(): readonly [URLSearchParams, (changes: Changes) => void] {
  const query = new URLSearchParams(useSearch())
  const [location, navigate] = useLocation()
  const change = (changes: Changes) => {
    const next = new URLSearchParams(query)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name)
      else next.set(name, value)
    }
    navigate(`${location}${next.size === 0 ? '' : `?${next}`}`, { replace: true })
  }
  return [query, change]
}

export const isOneOf = <Word extends string>(words: readonly Word[], text: string | null): text is Word =>
  words.some((word) => word === text)

/** `sort` and `down` of the address, as a table has them. */
export function readOrder(query: URLSearchParams, sorts: readonly string[]): Order {
  const id = query.get('sort')
  return id !== null && sorts.includes(id) ? { id, down: query.has('down') } : null
}

export const writeOrder = (order: Order): Changes => ({
  sort: order?.id ?? null,
  down: order?.down === true ? 'true' : null,
})
