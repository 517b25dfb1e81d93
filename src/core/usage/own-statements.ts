/**
 * Stands behind statements that Patchbay sends, so that what a server counts of them can be told from everybody
 * else's. Behind: from Postgres 18 on pg_stat_statements keeps no comment before a statement.
 */
const mark = '/* patchbay */'

/** On a line of its own: what comes before may end in a comment. */
export const marked = (sql: string): string => `${sql}\n${mark}`

export const isOwn = (text: string | null): boolean => text?.trimEnd().endsWith(mark) === true
