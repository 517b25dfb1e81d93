import { quoteLiteral, quoteName, quoteParameters, splitOption } from '../quote.ts'

/** What SET and RESET say of storage parameters; each null where there is nothing to say. */
export function changeParameters(
  before: readonly string[],
  after: readonly string[],
  prefix = '',
): { readonly set: string | null; readonly reset: string | null } {
  const names = new Set(after.map((option) => splitOption(option)[0]))
  const gone = before.map((option) => splitOption(option)[0]).filter((name) => !names.has(name))
  const fresh = after.filter((option) => !before.includes(option))
  return {
    set: fresh.length === 0 ? null : quoteParameters(fresh, prefix),
    reset: gone.length === 0 ? null : gone.map((name) => `${prefix}${quoteName(name)}`).join(', '),
  }
}

/** Options of foreign objects: `ADD a 'x', SET b 'y', DROP c`; null where nothing changes. */
export function changeOptions(before: readonly string[], after: readonly string[]): string | null {
  const old = new Map(before.map(splitOption))
  const now = new Map(after.map(splitOption))
  const words = [
    ...[...old.keys()].filter((name) => !now.has(name)).map((name) => `DROP ${quoteName(name)}`),
    ...[...now]
      .filter(([name, value]) => old.get(name) !== value)
      .map(([name, value]) => `${old.has(name) ? 'SET' : 'ADD'} ${quoteName(name)} ${quoteLiteral(value)}`),
  ]
  return words.length === 0 ? null : words.join(', ')
}
