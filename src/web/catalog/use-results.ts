import { useMemo } from 'react'
import type { ObjectAddress } from '../../core/catalog/object-key.ts'
import type { SearchHit } from '../../core/catalog-api.ts'
import { searchWords } from '../../core/search-words.ts'
import { useSnapshotSearch } from '../hooks/use-catalog.ts'
import { useSettled } from '../hooks/use-settled.ts'
import { addressAt, type CatalogNames, findRows } from './catalog-names.ts'
import { objectPath } from './place.ts'
import { searchNames } from './search-names.ts'

export interface Results {
  readonly words: readonly string[]
  readonly count: number
  /** How many of them were found by their names; these come first. */
  readonly named: number
  /** The server is still looking through columns, types and comments. */
  readonly isLooking: boolean
  readonly error: Error | null
  addressOf(index: number): ObjectAddress
  /** Where the words were found; none for what was found by its name. */
  matchesOf(index: number): SearchHit['matches']
  pathOf(index: number, service: string, at: number | null): string
}

const settleMs = 120

/** Names at once from what is here already; then what the server finds in columns, types and comments. */
export function useResults(names: CatalogNames, snapshotId: string, text: string): Results {
  const rows = useMemo(() => searchNames(names, text), [names, text])
  const settled = useSettled(text, settleMs)
  // One letter is in almost every comment.
  const search = useSnapshotSearch(snapshotId, settled.length < 2 ? '' : settled)
  const isCurrent = settled === text && !search.isPlaceholderData
  const found = isCurrent ? search.data : undefined
  return useMemo(() => {
    const words = searchWords(text.toLowerCase())
    const named = found === undefined || found.length === 0 ? null : new Set(rows)
    const hits = (found ?? []).filter((hit) => !findRows(names, hit).some((row) => named?.has(row)))
    const addressOf = (index: number): ObjectAddress => hits[index - rows.length] ?? addressAt(names, rows[index] ?? 0)
    return {
      words,
      count: rows.length + hits.length,
      named: rows.length,
      isLooking: text.length > 1 && !(isCurrent && search.isSuccess) && search.error === null,
      error: search.error,
      addressOf,
      matchesOf: (index) => hits[index - rows.length]?.matches ?? [],
      pathOf: (index, service, at) => objectPath(service, addressOf(index), at),
    }
  }, [names, rows, text, found, isCurrent, search.isSuccess, search.error])
}
