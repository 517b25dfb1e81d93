import { type RawBuilder, sql } from 'kysely'

/** For LIKE: the text anywhere, as it is written. */
export const toPattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/**
 * Holds for names that hold all words, in any case. Names are collated as "C", where lower() folds A to Z alone, the same
 * on every state server; other letters are looked for in both cases.
 */
export function holdsWords(name: RawBuilder<unknown>, words: readonly string[]): RawBuilder<boolean> {
  if (words.length === 0) return sql`true`
  const conditions = words.map((word) => {
    const folded = word.toLowerCase()
    return /^\p{ASCII}*$/u.test(folded)
      ? sql`lower(${name}) like ${toPattern(folded)}`
      : sql`lower(${name}) ~ ${toExpression(folded)}`
  })
  return sql`(${sql.join(conditions, sql` and `)})`
}

/** Of letters beyond ASCII either case: `bär` → `b[äÄ]r`. */
const toExpression = (folded: string): string =>
  [...folded].map((letter) => (/\p{ASCII}/u.test(letter) ? quoted(letter) : eitherCase(letter))).join('')

const quoted = (letter: string): string => letter.replace(/[\\^$.|?*+()[\]{}]/, '\\$&')

function eitherCase(letter: string): string {
  const upper = letter.toUpperCase()
  // Some letters become several: these are as they are written.
  const cases = new Set([letter, upper, upper.toLowerCase()].filter((one) => [...one].length === 1))
  return cases.size === 1 ? letter : `[${[...cases].join('')}]`
}
