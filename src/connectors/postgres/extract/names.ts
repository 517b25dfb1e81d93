import type { QualifiedName } from '../../../core/catalog/place.ts'
import {
  accessMethods,
  collationNames,
  extensionMembers,
  keywords,
  namespaces,
  operatorClasses,
  relationNames,
} from '../catalog/questions/names.ts'
import { roles, tablespaces } from '../catalog/questions/server.ts'
import { types } from '../catalog/questions/types.ts'
import { serverQuoter } from '../catalog/quote.ts'
import { ByPlace } from './by-place.ts'
import { createInitialPrivileges, type InitialPrivileges } from './initial-privileges.ts'
import type { Answers } from './transaction.ts'

export type RelationName = ReturnType<typeof relationNames.decode>
export type OperatorClass = ReturnType<typeof operatorClasses.decode>

/** Oids of the catalogs themselves, the same on every server. */
export const catalogs = {
  type: '1247',
  routine: '1255',
  relation: '1259',
  operator: '2617',
  operatorClass: '2616',
  operatorFamily: '2753',
  collation: '3456',
  conversion: '2607',
  language: '2612',
  cast: '2605',
  schema: '2615',
  foreignDataWrapper: '2328',
  foreignServer: '1417',
  extension: '3079',
  eventTrigger: '3466',
  publication: '6104',
  subscription: '6100',
  statistics: '3381',
  accessMethod: '2601',
} as const

/** What the numbers in a database's catalogs stand for. */
export interface Names {
  readonly database: string
  /** As the server itself quotes: only where needed. */
  quote(name: string): string
  /** An oid that no longer names a role is shown as the server shows it. */
  role(oid: string): string
  /** Null for a schema that was not read. */
  schema(oid: string): string | null
  /** False for the server's own and for temporary ones. */
  isUserSchema(oid: string): boolean
  qualified(namespace: string, name: string): QualifiedName
  /** Both parts null stay null. */
  optional(pair: readonly (string | null)[]): QualifiedName | null
  relation(oid: string): RelationName | null
  /** Null as well where no schema could be read. */
  relationName(oid: string): QualifiedName | null
  /** Of types that somebody made. */
  typeName(oid: string): QualifiedName | null
  readonly relations: ReadonlyMap<string, RelationName>
  accessMethod(oid: string): string | null
  tablespace(oid: string): string | null
  operatorClass(oid: string): OperatorClass | null
  /** Whether the type has a default operator class of its own, not only through another type. */
  hasDefaultClass(method: string, type: string): boolean
  /** Quoted and qualified; null for 0 and for what is unknown. */
  collation(oid: string): string | null
  /** The same as deparsed text has it: without the schema where that is pg_catalog. */
  collationInText(oid: string): string | null
  extension(catalog: string, oid: string): string | null
  readonly initialPrivileges: InitialPrivileges
}

export function createNames(database: string, answers: Answers): Names {
  const byOid = <Entry extends { readonly oid: string }>(entries: readonly Entry[]) =>
    new Map(entries.map((entry) => [entry.oid, entry]))
  const quote = serverQuoter(answers.of(keywords))
  const roleNames = byOid(answers.of(roles))
  const schemas = byOid(answers.of(namespaces))
  const relations = byOid(answers.of(relationNames))
  const userTypes = byOid(answers.of(types))
  const methods = byOid(answers.of(accessMethods))
  const spaces = byOid(answers.of(tablespaces))
  const classes = byOid(answers.of(operatorClasses))
  const defaultClasses = new Set(
    [...classes.values()].filter(({ isDefault }) => isDefault).map(({ method, inputType }) => `${method} ${inputType}`),
  )
  const collations = byOid(answers.of(collationNames))
  const members = new ByPlace<string>()
  for (const { catalog, oid, extension } of answers.of(extensionMembers)) members.set(catalog, oid, extension)
  const schema = (oid: string) => schemas.get(oid)?.name ?? null
  const qualified = (namespace: string, name: string) => ({ schema: schema(namespace) ?? namespace, name })
  return {
    database,
    quote,
    role: (oid) => roleNames.get(oid)?.name ?? `unknown (OID=${oid})`,
    schema,
    isUserSchema: (oid) => isUserSchema(schema(oid)),
    qualified,
    optional: ([namespace, name]) =>
      namespace === null || namespace === undefined || name === null || name === undefined
        ? null
        : qualified(namespace, name),
    relation: (oid) => relations.get(oid) ?? null,
    relationName(oid) {
      const found = relations.get(oid)
      return found === undefined || schemas.size === 0 ? null : qualified(found.namespace, found.name)
    },
    relations,
    typeName(oid) {
      const found = userTypes.get(oid)
      return found === undefined ? null : qualified(found.namespace, found.name)
    },
    accessMethod: (oid) => methods.get(oid)?.name ?? null,
    tablespace: (oid) => spaces.get(oid)?.name ?? null,
    hasDefaultClass: (method, type) => defaultClasses.has(`${method} ${type}`),
    operatorClass: (oid) => classes.get(oid) ?? null,
    collation(oid) {
      const found = collations.get(oid)
      if (found === undefined) return null
      const { schema: namespace, name } = qualified(found.namespace, found.name)
      return `${quote(namespace)}.${quote(name)}`
    },
    collationInText(oid) {
      const found = collations.get(oid)
      return found === undefined ? null : inText(found, schema, quote)
    },
    extension: (catalog, oid) => members.get(catalog, oid) ?? null,
    initialPrivileges: createInitialPrivileges(answers),
  }
}

const isUserSchema = (name: string | null): boolean =>
  name !== null && name !== 'information_schema' && !name.startsWith('pg_')

/** A name as deparsed text has it with an emptied search_path: quoted where needed, and qualified unless built in. */
export function inText(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  schema: (oid: string) => string | null,
  quote: (name: string) => string,
): string {
  const place = schema(namespace)
  return place === 'pg_catalog' || place === null ? quote(name) : `${quote(place)}.${quote(name)}`
}
