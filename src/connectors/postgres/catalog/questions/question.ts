import { readFields } from '../../extract/copy-text.ts'
import { remember } from '../../extract/remember.ts'
import type { PgVersion } from '../../version.ts'
import type { OidRange } from '../question.ts'

/** The fields of one row, in the order that the question selects them. Its `Row` names them. */
export type Fields = readonly (string | null)[]

/**
 * One question to a catalog, as an extraction puts it and as a test of a connection puts it over a smaller range.
 * Questions ship raw catalog columns; who owns what, what a type is called and what a plain index looks like is put
 * together on our side. The server deparses only what nobody else can.
 */
export interface CatalogQuestion<Row extends Fields, Entry> {
  readonly name: string
  /** What is missing when it cannot be asked, such as `view definitions`. */
  readonly about: string
  sql(version: PgVersion, range: OidRange): string
  /** So many fields come one by one; the others stay one text, to be decoded {@link once}: few rows differ in them. */
  readonly apart?: number
  decode(row: Row): Entry
}

export const question = <Row extends Fields, Entry>(asked: CatalogQuestion<Row, Entry>): CatalogQuestion<Row, Entry> =>
  asked

/** Decodes equal texts once, and shares the result: thousands of columns and indexes are alike but for their names. */
export const once = <Row extends Fields, Shape>(
  decode: (row: Row) => Shape,
  mostKnown = 20_000,
): ((text: string) => Shape) => remember((text) => decode(readFields(text) as unknown as Row), mostKnown)

/** Oids below belong to what initdb made. */
const firstUserOid = 16_384
export const isUserObject = (column: string): string => `${column} >= ${firstUserOid}`

/** Neither the server's own schemas nor anybody's temporary ones. `n` is pg_namespace. */
export const inUserSchema = (column: string): string =>
  `${column} in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_')`

/** An oid of a catalog, such as `'pg_catalog.pg_class'::pg_catalog.regclass`. */
export const catalogOid = (name: string): string => `'pg_catalog.${name}'::pg_catalog.regclass`

/** A comment's join; the alias then has `description`. */
export const joinDescription = (catalog: string, oid: string, alias = 'd'): string =>
  `left join pg_catalog.pg_description ${alias}
  on ${alias}.classoid = ${catalogOid(catalog)} and ${alias}.objoid = ${oid} and ${alias}.objsubid = 0`
