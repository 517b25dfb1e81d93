import { matchQuality } from '../../core/catalog/match-object.ts'
import { searchWords } from '../../core/search-words.ts'
import type { CatalogNames } from './catalog-names.ts'

/**
 * Rows whose names hold all words: first those that are the text, then those that begin with it, then those with a word
 * that begins with it, then the rest, each by name. A word may be found in the schema's name instead, or have a dot
 * between schema and name.
 */
export function searchNames({ index, lower }: CatalogNames, text: string): readonly number[] {
  const words = searchWords(text.toLowerCase())
  if (words.length === 0) return []
  const tests = words.map((word) => toTest(index.places, word))
  const ranks: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let row = 0; row < lower.length; row++) {
    const name = lower[row] ?? ''
    const place = index.place[row] ?? -1
    let worst: 0 | 1 | 2 | 3 = 0
    let found = true
    for (const test of tests) {
      const quality = test(name, place)
      if (quality === null) {
        found = false
        break
      }
      if (quality > worst) worst = quality
    }
    if (found) ranks[worst].push(row)
  }
  return ranks[0].concat(ranks[1], ranks[2], ranks[3])
}

type WordTest = (name: string, place: number) => 0 | 1 | 2 | 3 | null

function toTest(places: CatalogNames['index']['places'], word: string): WordTest {
  const dot = word.lastIndexOf('.')
  const inPlace = places.map(([database, schema]) => `${database}.${schema}`.toLowerCase().includes(word))
  const [before, after] = dot <= 0 ? [null, word] : [word.slice(0, dot), word.slice(dot + 1)]
  const isSchema = places.map(
    ([database, schema]) => before !== null && `${database}.${schema}`.toLowerCase().endsWith(before),
  )
  return (name, place) => {
    const own = matchQuality(name, word)
    if (own !== null) return own
    if (isSchema[place]) return after === '' ? 2 : matchQuality(name, after)
    return inPlace[place] === true ? 3 : null
  }
}
