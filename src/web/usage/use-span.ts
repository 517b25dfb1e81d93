import { useLocation, useSearch } from 'wouter'
import type { SpanWish } from '../api/usage.ts'

/** The span stands in the address: it survives a reload and can be sent to somebody. */
export function useSpan(): readonly [SpanWish, (span: SpanWish) => void] {
  const query = new URLSearchParams(useSearch())
  const [location, navigate] = useLocation()
  const from = query.get('from')
  const span: SpanWish = {
    from: from === 'reset' ? from : toNumber(from),
    to: toNumber(query.get('to')),
    ...(query.get('own') === 'true' && { own: true }),
  }
  return [span, (next) => navigate(`${location}${spanSuffix(next, query)}`, { replace: true })]
}

const toNumber = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null

/** `?from=…&to=…&own=true`, empty for the longest span, beside what else the address asks for. */
export function spanSuffix({ from, to, own }: SpanWish, around?: URLSearchParams): string {
  const query = new URLSearchParams(around)
  for (const [name, value] of Object.entries({ from, to, own: own === true ? 'true' : null })) {
    if (value === null) query.delete(name)
    else query.set(name, String(value))
  }
  return query.size === 0 ? '' : `?${query}`
}
