import { inRange } from '../question.ts'
import { catalogOid, inUserSchema, isUserObject, joinDescription, question } from './question.ts'

/** Types that somebody made by themselves: row types and array types come with what they belong to. */
export const types = question({
  name: 'types',
  about: 'types',
  sql: (_version, range) => `
select t.oid, t.typnamespace, t.typname, t.typtype, t.typowner, t.typacl, t.typrelid, t.typarray,
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end, t.typnotnull, t.typdefault,
  t.typcollation, b.typcollation, d.description
from pg_catalog.pg_type t
left join pg_catalog.pg_type b on b.oid = t.typbasetype
left join pg_catalog.pg_class c on c.oid = t.typrelid
${joinDescription('pg_type', 't.oid')}
where ${inUserSchema('t.typnamespace')} and (t.typtype in ('d', 'e', 'r', 'm', 'b') or c.relkind = 'c')
  and not (t.typelem <> 0 and t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc)
  and ${inRange('t.oid', range)}`,
  decode: ([
    oid,
    namespace,
    name,
    kind,
    owner,
    acl,
    relation,
    arrayType,
    base,
    notNull,
    defaultText,
    collation,
    baseCollation,
    comment,
  ]: readonly [
    oid: string,
    namespace: string,
    name: string,
    kind: string,
    owner: string,
    acl: string | null,
    relation: string,
    arrayType: string,
    base: string | null,
    notNull: string,
    defaultText: string | null,
    collation: string,
    baseCollation: string | null,
    comment: string | null,
  ]) => ({
    oid,
    namespace,
    name,
    kind,
    owner,
    acl,
    relation,
    arrayType,
    base,
    notNull: notNull === 't',
    default: defaultText,
    collation: collation === baseCollation ? '0' : collation,
    comment,
  }),
})

export const enumLabels = question({
  name: 'enum-labels',
  about: 'labels of enums',
  sql: (_version, range) => `
select e.enumtypid, e.enumsortorder, e.enumlabel
from pg_catalog.pg_enum e
where ${inRange('e.enumtypid', range)}`,
  decode: ([type, place, label]: readonly [type: string, place: string, label: string]) => ({
    type,
    place: Number(place),
    label,
  }),
})

export const domainConstraints = question({
  name: 'domain-constraints',
  about: 'constraints of domains',
  sql: (_version, range) => `
select k.oid, k.contypid, k.conname, k.contype, pg_catalog.pg_get_constraintdef(k.oid), k.convalidated, d.description
from pg_catalog.pg_constraint k
${joinDescription('pg_constraint', 'k.oid')}
where k.contypid <> 0 and ${inRange('k.contypid', range)} and ${isUserObject('k.contypid')}`,
  decode: ([oid, type, name, kind, text, validated, comment]: readonly [
    oid: string,
    type: string,
    name: string,
    kind: string,
    text: string | null,
    validated: string,
    comment: string | null,
  ]) => ({ oid, type, name, kind, text, validated: validated === 't', comment }),
})

/** Fields of composite types. */
export const compositeFields = question({
  name: 'composite-fields',
  about: 'fields of composite types',
  sql: (_version, range) => `
select c.reltype, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
  case when a.attcollation <> t.typcollation then a.attcollation end, d.description
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_description d
  on d.classoid = ${catalogOid('pg_class')} and d.objoid = c.oid and d.objsubid = a.attnum
where c.relkind = 'c' and ${inUserSchema('c.relnamespace')} and ${inRange('c.reltype', range)}`,
  decode: ([type, number, name, text, collation, comment]: readonly [
    type: string,
    number: string,
    name: string,
    text: string,
    collation: string | null,
    comment: string | null,
  ]) => ({ type, number: Number(number), name, text, collation: collation ?? '0', comment }),
})

export const ranges = question({
  name: 'ranges',
  about: 'range types',
  sql: (_version, range) => `
select r.rngtypid, pg_catalog.format_type(r.rngsubtype, null), case when not o.opcdefault then o.opcnamespace end,
  o.opcname, case when r.rngcollation <> s.typcollation then r.rngcollation end, c.pronamespace, c.proname,
  f.pronamespace, f.proname, m.typnamespace, m.typname
from pg_catalog.pg_range r
join pg_catalog.pg_type s on s.oid = r.rngsubtype
join pg_catalog.pg_opclass o on o.oid = r.rngsubopc
join pg_catalog.pg_type m on m.oid = r.rngmultitypid
left join pg_catalog.pg_proc c on c.oid = r.rngcanonical
left join pg_catalog.pg_proc f on f.oid = r.rngsubdiff
where ${isUserObject('r.rngtypid')} and ${inRange('r.rngtypid', range)}`,
  decode: ([
    type,
    subtype,
    classNamespace,
    className,
    collation,
    canonicalNamespace,
    canonical,
    differenceNamespace,
    difference,
    multirangeNamespace,
    multirange,
  ]: readonly [
    type: string,
    subtype: string,
    classNamespace: string | null,
    className: string,
    collation: string | null,
    canonicalNamespace: string | null,
    canonical: string | null,
    differenceNamespace: string | null,
    difference: string | null,
    multirangeNamespace: string,
    multirange: string,
  ]) => ({
    type,
    subtype,
    operatorClass: [classNamespace, className],
    collation: collation ?? '0',
    canonical: [canonicalNamespace, canonical],
    difference: [differenceNamespace, difference],
    multirange: [multirangeNamespace, multirange],
  }),
})
