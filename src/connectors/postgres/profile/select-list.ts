/** A figure in one of the statements about a relation: which statement, and which place of its only row. */
export type Asked = (answers: Answers) => string | null

/** Rows of the statements, each of them one. */
export type Answers = readonly (readonly (string | null)[])[]

/** Gathers what is asked of the rows of a relation, so that one reading of them answers all of it. */
export interface SelectList {
  /**
   * @param aggregate over the source, whose alias is `s`
   * @param finish what is made of the aggregate, once; text unless told
   */
  add(aggregate: string, finish?: (aggregated: string) => string): Asked
  /** A statement of its own over the source; one row with one text. Goes with the others where rows are gathered first. */
  addApart(sql: string): Asked
  statements(): readonly string[]
}

export interface Source {
  /** What stands behind `from`, with the alias `s`. */
  readonly from: string
  /** Gathers the rows before they are looked at, so that everything is said of the same ones; null where that is so anyway. */
  readonly gather: string | null
}

const asText = (aggregated: string) => `${aggregated}::pg_catalog.text`

export function createSelectList(source: Source): SelectList {
  const inner: string[] = []
  const outer: string[] = []
  const apart: string[] = []
  return {
    add(aggregate, finish = asText) {
      const name = `m${inner.length}`
      inner.push(`${aggregate} as ${name}`)
      const place = outer.push(finish(`a.${name}`)) - 1
      return (answers) => answers[0]?.[place] ?? null
    },
    addApart(sql) {
      if (source.gather !== null) {
        const place = outer.push(`(${sql})`) - 1
        return (answers) => answers[0]?.[place] ?? null
      }
      const statement = apart.push(sql)
      return (answers) => answers[statement]?.[0] ?? null
    },
    statements() {
      const gather = source.gather === null ? '' : `with s as materialized (${source.gather}) `
      const main = `${gather}select ${outer.join(',\n  ')}\nfrom (select ${inner.join(',\n  ')}\n  from ${source.from}) a`
      return [main, ...apart]
    },
  }
}
