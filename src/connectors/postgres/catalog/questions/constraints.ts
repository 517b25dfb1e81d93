import type { PgVersion } from '../../version.ts'
import { inRange, standIn } from '../question.ts'
import { joinDescription, once, question } from './question.ts'

/** Constraints of relations. Every range is one of relations. */

/** 18 made "not enforced" and keys over periods. */
const enforced = (v: PgVersion): string => (v >= 180_000 ? 'k.conenforced' : 'true')
const period = (v: PgVersion): string => (v >= 180_000 ? 'k.conperiod' : 'false')
/** 15 can limit SET NULL and SET DEFAULT to some columns. */
const deletedColumns = (v: PgVersion): string => (v >= 150_000 ? 'k.confdelsetcols' : 'null')

/** `{1,2}` or `1 2`: an int2[] or an int2vector. */
export const numbers = (text: string | null): readonly number[] =>
  text === null || text === '{}' || text === '' ? [] : text.replace(/[{}]/g, '').split(/[ ,]/).map(Number)

/** What constraints have in common with many others. */
const constraintShape = once(
  ([
    type,
    columns,
    referencedColumns,
    onUpdate,
    onDelete,
    match,
    deleted,
    deferrable,
    deferred,
    validated,
    isEnforced,
    hasPeriod,
    noInherit,
    local,
  ]: readonly [
    type: string,
    columns: string | null,
    referencedColumns: string | null,
    onUpdate: string,
    onDelete: string,
    match: string,
    deleted: string | null,
    deferrable: string,
    deferred: string,
    validated: string,
    isEnforced: string,
    hasPeriod: string,
    noInherit: string,
    local: string,
  ]) => ({
    type,
    columns: numbers(columns),
    referencedColumns: numbers(referencedColumns),
    onUpdate,
    onDelete,
    match,
    deletedColumns: numbers(deleted),
    deferrable: deferrable === 't',
    deferred: deferred === 't',
    validated: validated === 't',
    enforced: isEnforced === 't',
    period: hasPeriod === 't',
    noInherit: noInherit === 't',
    local: local === 't',
  }),
)

export const constraints = question({
  name: 'constraints',
  about: 'constraints',
  sql: (version, range) => `
select k.oid, k.conrelid, k.conname, k.confrelid, k.conindid, d.description, k.contype, k.conkey, k.confkey,
  k.confupdtype, k.confdeltype, k.confmatchtype, ${deletedColumns(version)}, k.condeferrable, k.condeferred,
  k.convalidated, ${enforced(version)}, ${period(version)}, k.connoinherit, k.conislocal
from pg_catalog.pg_constraint k
${joinDescription('pg_constraint', 'k.oid')}
where k.conrelid <> 0 and ${inRange('k.conrelid', range)}
  -- A reference to a partitioned table has a row more for each partition. As an EXISTS it would read all constraints.
  and not (k.contype = 'f' and k.conparentid <> 0
    and k.conrelid = (select p.conrelid from pg_catalog.pg_constraint p where p.oid = k.conparentid))`,
  apart: 6,
  decode: ([oid, relation, name, referenced, index, comment, shape]: readonly [
    oid: string,
    relation: string,
    name: string,
    referenced: string,
    index: string,
    comment: string | null,
    shape: string,
  ]) => ({ oid, relation, name, referenced, index, comment, shape: constraintShape(shape) }),
})

/** Names of columns that foreign keys point to outside of the range. */
export const referencedColumns = question({
  name: 'referenced-columns',
  about: 'columns that foreign keys refer to',
  sql: (_version, range) => `
select distinct k.confrelid, a.attnum, a.attname
from pg_catalog.pg_constraint k
join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = any (k.confkey)
where k.contype = 'f' and ${inRange('k.conrelid', range)} and not (${inRange('k.confrelid', range)})`,
  decode: ([relation, number, name]: readonly [relation: string, number: string, name: string]) => ({
    relation,
    number: Number(number),
    name,
  }),
})

/** What only the server can write: expressions of checks, and all of exclusions and constraint triggers. */
export const constraintDefinitions = question({
  name: 'constraint-definitions',
  about: 'definitions of check and exclusion constraints',
  sql: (_version, range) => {
    const { join, oid } = standIn('k.conrelid', range)
    return `
select k.oid, k.conrelid, case when k.contype <> 'c' then pg_catalog.pg_get_constraintdef(k.oid)
  -- A whole row is called by the relation's name.
  else pg_catalog.pg_get_expr(k.conbin, case when pg_catalog.strpos(k.conbin::pg_catalog.text, ':varattno 0 ') > 0
    then k.conrelid else ${oid} end) end
from pg_catalog.pg_constraint k${join}
where k.contype in ('c', 'x', 't') and k.conrelid <> 0 and ${inRange('k.conrelid', range)}`
  },
  decode: ([oid, relation, text]: readonly [oid: string, relation: string, text: string | null]) => ({
    oid,
    relation,
    text,
  }),
})

/** What constraints look like that could not be written here after all; asked for single ones. */
export const otherConstraintDefinitions = question({
  name: 'other-constraint-definitions',
  about: 'definitions of some constraints',
  sql: (_version, range) => `
select k.oid, k.conrelid, pg_catalog.pg_get_constraintdef(k.oid)
from pg_catalog.pg_constraint k
where ${inRange('k.oid', range)}`,
  decode: ([oid, relation, text]: readonly [oid: string, relation: string, text: string | null]) => ({
    oid,
    relation,
    text,
  }),
})
