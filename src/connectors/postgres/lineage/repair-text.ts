import { scanSql } from './scan-sql.ts'

/**
 * Makes a text parse that holds what another program would have replaced: psql's `:name`, `:'name'` and `:"name"`, and
 * pg_stat_statements' `$1` where the grammar wants a constant. Null where there is nothing of the kind. The text keeps
 * its length, so that places in it stay right.
 */
export function repairText(text: string, errorAt: number): string | null {
  const parameter = /^\$\d+/.exec(text.slice(errorAt))?.[0]
  if (parameter !== undefined) {
    // > | DEALLOCATE $1   FETCH $2 IN c   SAVEPOINT $1: a name or a number would do; a string does for COPY.
    const before = /([a-z]+)\s*$/i.exec(text.slice(0, errorAt))?.[1]?.toLowerCase() ?? ''
    const constant = /^(from|to|is|password|program)$/.test(before)
      ? `'${'x'.repeat(parameter.length - 2)}'`
      : /^(fetch|forward|backward|absolute|relative|move)$/.test(before)
        ? '1'.padEnd(parameter.length)
        : 'p'.repeat(parameter.length)
    return replaceAt(text, errorAt, parameter.length, constant)
  }
  return withoutVariables(text)
}

function replaceAt(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length)
}

function withoutVariables(text: string): string | null {
  let repaired = text
  let colon = -1
  for (const { kind, start, end } of scanSql(text)) {
    if (kind === 'symbol' && text[start] === ':') {
      colon = text[start - 1] === ':' || text[start + 1] === ':' || text[start + 1] === '=' ? -1 : start
      continue
    }
    if (colon === start - 1 && colon >= 0) {
      // > | :'name' and :"name" are a constant and a name; a bare :name is taken for a parameter.
      if (kind === 'string' || kind === 'quoted name') repaired = replaceAt(repaired, colon, 1, ' ')
      if (kind === 'word') repaired = replaceAt(repaired, colon, end - colon, '$1'.padEnd(end - colon))
    }
    colon = -1
  }
  return repaired === text ? null : repaired
}
