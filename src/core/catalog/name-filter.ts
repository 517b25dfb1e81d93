import type { FilterPattern } from './snapshot.ts'

/**
 * In when it matches an include, or there is none, and no exclude; null lets everything in. Patterns match anywhere in
 * the name unless they are anchored. Throws a SyntaxError for a pattern that is no regular expression: settings with
 * such a pattern are refused before.
 */
export function nameFilter(pattern: FilterPattern | null): (name: string) => boolean {
  if (pattern === null) return () => true
  const [includes, excludes] = [pattern.includes, pattern.excludes].map((list) => list.map((text) => new RegExp(text)))
  const matches = (list: readonly RegExp[] | undefined, name: string) => list?.some((one) => one.test(name)) === true
  return (name) => (pattern.includes.length === 0 || matches(includes, name)) && !matches(excludes, name)
}
