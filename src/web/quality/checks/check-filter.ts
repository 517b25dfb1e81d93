import { attentionStates } from '../../../core/quality/checks/attention.ts'
import { type CheckFilter, checkSorts, type RelationPlace } from '../../../core/quality-api.ts'
import { searchWords } from '../../../core/search-words.ts'
import type { Order } from '../../components/DataTable.tsx'
import { isOneOf } from '../../hooks/use-list-query.ts'

/** Those first that somebody has to look at, unless the order says otherwise. */
export function toFilter(order: Order, more: Partial<CheckFilter> = {}): CheckFilter {
  const sort = order !== null && isOneOf(checkSorts, order.id) ? order.id : 'attention'
  return { states: [], words: [], place: null, sort, down: order?.down === true, ...more }
}

/** Checks of one relation. */
export const ofPlace = (place: RelationPlace, order: Order): CheckFilter => toFilter(order, { place })

/** As the address has it. */
export function readFilter(query: URLSearchParams, order: Order): CheckFilter {
  const state = query.get('state')
  return toFilter(order, {
    states: isOneOf(attentionStates, state) ? [state] : [],
    words: searchWords(query.get('q') ?? ''),
  })
}
