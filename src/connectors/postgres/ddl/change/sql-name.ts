import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import type { Grantable } from '../grants.ts'
import { quoteName, quoteQualified } from '../quote.ts'

/** Kind and name as ALTER, DROP and COMMENT take them, such as `TABLE public.orders`. Empty for privileges. */
export function sqlName(object: SnapshotObject): string {
  switch (object.kind) {
    case 'role':
    case 'tablespace':
    case 'database':
    case 'schema':
    case 'extension':
    case 'language':
    case 'access method':
    case 'foreign data wrapper':
    case 'publication':
    case 'subscription':
    case 'event trigger':
      return `${object.kind.toUpperCase()} ${quoteName(object.name)}`
    case 'foreign server':
      return `SERVER ${quoteName(object.name)}`
    case 'partitioned table':
      return `TABLE ${quoteQualified(object)}`
    case 'table':
    case 'view':
    case 'materialized view':
    case 'foreign table':
    case 'sequence':
    case 'domain':
    case 'collation':
    case 'conversion':
    case 'text search parser':
    case 'text search template':
    case 'text search dictionary':
    case 'text search configuration':
      return `${object.kind.toUpperCase()} ${quoteQualified(object)}`
    case 'enum':
    case 'composite type':
    case 'range':
    case 'base type':
      return `TYPE ${quoteQualified(object)}`
    case 'function':
    case 'window function':
      return `FUNCTION ${quoteQualified(object)}(${object.arguments})`
    case 'procedure':
      return `PROCEDURE ${quoteQualified(object)}(${object.arguments})`
    case 'aggregate':
      return `AGGREGATE ${quoteQualified(object)}(${object.arguments === '' ? '*' : object.arguments})`
    case 'operator':
      return `OPERATOR ${quoteName(object.schema)}.${object.name} (${object.left ?? 'NONE'}, ${object.right})`
    case 'operator class':
    case 'operator family':
      return `${object.kind.toUpperCase()} ${quoteQualified(object)} USING ${quoteName(object.method)}`
    case 'cast':
      return `CAST (${object.source} AS ${object.target})`
    case 'transform':
      return `TRANSFORM FOR ${object.type} LANGUAGE ${quoteName(object.language)}`
    case 'default privileges':
    case 'system privileges':
      return ''
  }
}

/** What GRANT takes after ON; null for kinds without privileges. */
export function grantableOf(object: SnapshotObject): { readonly kind: Grantable; readonly on: string } | null {
  switch (object.kind) {
    case 'table':
    case 'partitioned table':
    case 'view':
    case 'materialized view':
    case 'foreign table':
      return { kind: 'table', on: `TABLE ${quoteQualified(object)}` }
    case 'sequence':
    case 'schema':
    case 'database':
    case 'language':
    case 'tablespace':
      return { kind: object.kind, on: sqlName(object) }
    case 'function':
    case 'window function':
    case 'procedure':
      return { kind: 'routine', on: sqlName(object) }
    case 'aggregate':
      return { kind: 'routine', on: `FUNCTION ${quoteQualified(object)}(${object.arguments})` }
    case 'enum':
    case 'domain':
    case 'composite type':
    case 'range':
    case 'base type':
      return { kind: 'type', on: `TYPE ${quoteQualified(object)}` }
    case 'foreign data wrapper':
      return { kind: 'foreign object', on: sqlName(object) }
    case 'foreign server':
      return { kind: 'foreign object', on: `FOREIGN SERVER ${quoteName(object.name)}` }
    default:
      return null
  }
}
