import { databaseIcuLocale, databaseLocaleProvider } from '../version.ts'
import { toBoolean, toNumber, toWord } from './decode.ts'
import { type CatalogRow, inRange, type Question } from './question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly datname: string
  readonly owner: string
  readonly encoding: string
  readonly datcollate: string | null
  readonly locale_provider: string
  readonly icu_locale: string | null
  readonly datallowconn: string
  readonly datistemplate: string
  readonly connectable: string
  readonly description: string | null
}

export interface DatabaseEntry {
  readonly oid: number
  readonly name: string
  readonly owner: string
  readonly encoding: string
  readonly collation: string | null
  readonly localeProvider: 'libc' | 'icu' | 'builtin'
  readonly icuLocale: string | null
  readonly template: boolean
  /** Accepts connections at all; `template0` does not. */
  readonly acceptsConnections: boolean
  /** The role has CONNECT on it. */
  readonly connectable: boolean
  readonly comment: string | null
}

const localeProviders = { c: 'libc', i: 'icu', b: 'builtin' } as const

export const databases: Question<Row, DatabaseEntry> = {
  name: 'databases',
  sql: (version, range) => `
select d.oid, d.datname, pg_catalog.pg_get_userbyid(d.datdba) as owner,
  pg_catalog.pg_encoding_to_char(d.encoding) as encoding, d.datcollate,
  ${databaseLocaleProvider(version)} as locale_provider, ${databaseIcuLocale(version)} as icu_locale,
  d.datallowconn, d.datistemplate,
  pg_catalog.has_database_privilege(d.oid, 'CONNECT') as connectable,
  comment.description
from pg_catalog.pg_database d
left join pg_catalog.pg_shdescription comment
  on comment.objoid = d.oid and comment.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
where ${inRange('d.oid', range)}
order by d.datname`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    name: row.datname,
    owner: row.owner,
    encoding: row.encoding,
    collation: row.datcollate,
    localeProvider: toWord(localeProviders, row.locale_provider),
    icuLocale: row.icu_locale,
    template: toBoolean(row.datistemplate),
    acceptsConnections: toBoolean(row.datallowconn),
    connectable: toBoolean(row.connectable),
    comment: row.description,
  }),
}
