/** A figure in one of the statements about a relation: which statement, and which place of its only row. */
export type Asked = (answers: Answers) => string | null

/** Rows of the statements, each of them one. */
export type Answers = readonly (readonly (string | null)[])[]

/** Gathers what is asked of the rows of a relation, so that one reading of them answers all of it. */
export interface SelectList {
  /** Something made of each row once, however many aggregates look at it; its name. */
  derive(expression: string): string
  /**
   * @param aggregates over the source, whose alias is `s`; one or several
   * @param finish what is made of them, once; text of the first unless told. May hold a query over `from`.
   */
  add(aggregates: string | readonly string[], finish?: (...aggregated: string[]) => string): Asked
  /**
   * How many rows have a value; null says all of them. In a large source, columns that are not expected to lack any are
   * counted together, and each by itself only if some do.
   */
  countPresent(value: string, lacksSome: boolean): Asked
  /**
   * An aggregate that sorts what the source holds. Workers cannot share a reading with such a one in it, and many sorts
   * at a time get in each other's way, so a large source is read for it once more.
   */
  addSorted(aggregate: string, finish?: (aggregated: string) => string): Asked
  /** A statement of its own over the source; one row with one text. Goes with the others where rows are gathered first. */
  addApart(sql: string): Asked
  /** The source with its alias, for statements of their own. */
  readonly from: string
  statements(): readonly string[]
}

export interface Source {
  /** What stands behind `from`, with the alias `s`. */
  readonly from: string
  /** Gathers the rows before they are looked at, so that everything is said of the same ones; null where that is so anyway. */
  readonly gather: string | null
}

const asText = (aggregated = '') => `${aggregated}::pg_catalog.text`

/** @param columns as they are read from the source, quoted: what derived values stand beside */
export function createSelectList(source: Source, columns: readonly string[], isLarge: boolean): SelectList {
  const inner: string[] = []
  const outer: string[] = []
  const apart: string[] = []
  const derived = new Map<string, string>()
  const complete: string[] = []
  const prefix = freePrefix(columns)
  return {
    from: source.from,
    derive(expression) {
      const name = derived.get(expression) ?? `${prefix}${derived.size}`
      derived.set(expression, name)
      return `s.${name}`
    },
    add,
    countPresent(value, lacksSome) {
      if (!isLarge || lacksSome) return add(`pg_catalog.count(${value})`)
      const place = complete.push(value) - 1
      return (answers) => {
        const counts = answers[0]?.[outer.length - 1] ?? null
        return counts === null ? null : String((JSON.parse(counts) as number[])[place])
      }
    },
    addSorted(aggregate, finish = asText) {
      if (!isLarge) return add(aggregate, finish)
      return addApart(`select ${finish('a.m')} from (select ${aggregate} as m from ${source.from}) a`)
    },
    addApart,
    statements() {
      if (complete.length > 0) add(`pg_catalog.sum(pg_catalog.num_nulls(${complete.join(', ')}))`, countEach)
      const gather = source.gather === null ? '' : `with s as materialized (${source.gather}) `
      const main = `${gather}select ${outer.join(',\n  ')}\nfrom (select ${inner.join(',\n  ')}\n  from ${rows()}) a`
      return [main, ...apart]
    },
  }

  function add(aggregates: string | readonly string[], finish: (...aggregated: string[]) => string = asText): Asked {
    const names = [aggregates].flat().map((aggregate) => {
      const name = `m${inner.length}`
      inner.push(`${aggregate} as ${name}`)
      return `a.${name}`
    })
    const place = outer.push(finish(...names)) - 1
    return (answers) => answers[0]?.[place] ?? null
  }

  function countEach(nulls = ''): string {
    const counts = complete.map((value) => `pg_catalog.count(${value})`)
    return `case when ${nulls} > 0 then (select pg_catalog.json_build_array(${counts.join(', ')})::pg_catalog.text
      from ${source.from}) end`
  }

  function addApart(sql: string): Asked {
    if (source.gather !== null) {
      const place = outer.push(`(${sql})`) - 1
      return (answers) => answers[0]?.[place] ?? null
    }
    const statement = apart.push(sql)
    return (answers) => answers[statement]?.[0] ?? null
  }

  function rows(): string {
    if (derived.size === 0) return source.from
    const made = [...derived].map(([expression, name]) => `${expression} as ${name}`)
    // The offset keeps the server from putting the expressions back wherever they are used; written as text it is a constant
    // from the start, without which workers would not share the reading.
    return `(select ${[...columns.map((name) => `s.${name}`), ...made].join(', ')} from ${source.from} offset '0') s`
  }
}

function freePrefix(columns: readonly string[]): string {
  let prefix = 'd'
  while (columns.some((name) => name.startsWith(`"${prefix}`))) prefix += '_'
  return prefix
}
