import { inRange, type OidRange } from '../question.ts'
import { catalogOid, isUserObject, question } from './question.ts'

/**
 * What must exist before an object, from pg_depend. What is made afterwards by itself (foreign keys, indexes,
 * triggers, policies, rules) is left out: it may well refer back.
 */

export interface Edge {
  readonly catalog: string
  readonly oid: string
  readonly neededCatalog: string
  readonly needed: string
  /** The text of a part that is made afterwards names it: the part may wait, but it must be there then. */
  readonly later: boolean
}

const decode = ([catalog, oid, neededCatalog, needed, later]: readonly [
  catalog: string,
  oid: string,
  neededCatalog: string,
  needed: string,
  later: string,
]): Edge => ({ catalog, oid, neededCatalog, needed, later: later === 't' })

const needs = `d.deptype = 'n' and ${isUserObject('d.refobjid')}
  and d.refclassid <> ${catalogOid('pg_namespace')}`

const through = (catalog: string, join: string, relation: string, range: OidRange, later = false) => `
select ${catalogOid('pg_class')}::pg_catalog.oid, ${relation}, d.refclassid, d.refobjid, ${later}
from pg_catalog.${catalog} x
join pg_catalog.pg_depend d on d.classid = ${catalogOid(catalog)} and d.objid = x.oid and ${needs}
where ${join} and d.refobjid <> ${relation} and ${inRange(relation, range)}`

/**
 * The same of defaults, of which relations have many. Most were made with their relation, so that their oids stand
 * together: what pg_depend has of all others need not be looked at.
 */
const throughDefaults = (range: OidRange) => `
(with x as materialized (
  select x.oid, x.adrelid from pg_catalog.pg_attrdef x where ${inRange('x.adrelid', range)})
select ${catalogOid('pg_class')}::pg_catalog.oid, x.adrelid, d.refclassid, d.refobjid, false
from x
join pg_catalog.pg_depend d on d.classid = ${catalogOid('pg_attrdef')} and d.objid = x.oid and ${needs}
where d.refobjid <> x.adrelid
  and d.objid >= (select pg_catalog.min(y.oid) from x y) and d.objid <= (select pg_catalog.max(y.oid) from x y))`

/** Relations themselves and the indexes among them: one look at what stands together. */
const ofRelations = (range: OidRange) => `
select d.classid, coalesce(x.indrelid, d.objid), d.refclassid, d.refobjid, x.indrelid is not null
from pg_catalog.pg_depend d
left join lateral (
  select i.indrelid from pg_catalog.pg_index i where i.indexrelid = d.objid offset 0) x on true
where d.classid = ${catalogOid('pg_class')} and ${needs} and ${inRange('d.objid', range)}
  and (x.indrelid is null or (d.refobjid <> x.indrelid and ${inRange('x.indrelid', range)}))`

/**
 * Indexes that were made later than all relations of the range, or before. They are few, though the planner expects
 * most: each is looked up by itself, instead of reading what all relations depend on.
 */
const ofOtherIndexes = (range: OidRange) => `
select ${catalogOid('pg_class')}::pg_catalog.oid, x.indrelid, d.refclassid, d.refobjid, true
from (
  select i.indexrelid, i.indrelid from pg_catalog.pg_index i
  where ${inRange('i.indrelid', range)} and not (${inRange('i.indexrelid', range)}) offset 0) x
cross join lateral (
  select d.refclassid, d.refobjid from pg_catalog.pg_depend d
  where d.classid = ${catalogOid('pg_class')} and d.objid = x.indexrelid and ${needs} offset 0) d
where d.refobjid <> x.indrelid`

/** Of relations: the types of their columns, what defaults and checks call, what views read. The range is one of relations. */
export const relationNeeds = question({
  name: 'relation-dependencies',
  about: 'what relations depend on',
  sql: (_version, range) => `
${ofRelations(range).trim()}
union
${ofOtherIndexes(range).trim()}
union
${throughDefaults(range).trim()}
union
${through('pg_constraint', "x.contype = 'c'", 'x.conrelid', range).trim()}
union
${through('pg_rewrite', "x.ev_type = '1'", 'x.ev_class', range).trim()}
union
${through('pg_rewrite', "x.ev_type <> '1'", 'x.ev_class', range, true).trim()}
union
${through('pg_policy', 'true', 'x.polrelid', range, true).trim()}
union
${through('pg_trigger', 'not x.tgisinternal', 'x.tgrelid', range, true).trim()}`,
  decode,
})

/** Of everything else. */
export const otherNeeds = question({
  name: 'dependencies',
  about: 'what objects depend on',
  sql: (_version, range) => `
select d.classid, d.objid, d.refclassid, d.refobjid, false
from pg_catalog.pg_depend d
-- An array of what is left lets the server find few rows by the index; all others belong to relations.
where d.classid = any (array(select c.oid from pg_catalog.pg_class c where c.oid < 16384 and c.oid not in (${[
    'pg_class',
    'pg_attrdef',
    'pg_constraint',
    'pg_rewrite',
    'pg_trigger',
    'pg_policy',
    'pg_statistic_ext',
    'pg_default_acl',
    'pg_publication_rel',
  ]
    .map(catalogOid)
    .join(', ')})))
  and ${needs} and ${isUserObject('d.objid')} and ${inRange('d.objid', range)}
union
select ${catalogOid('pg_type')}::pg_catalog.oid, x.contypid, d.refclassid, d.refobjid, false
from pg_catalog.pg_constraint x
join pg_catalog.pg_depend d on d.classid = ${catalogOid('pg_constraint')} and d.objid = x.oid and ${needs}
where x.contypid <> 0 and d.refobjid <> x.contypid and ${inRange('x.contypid', range)}
union
select ${catalogOid('pg_type')}::pg_catalog.oid, c.reltype, d.refclassid, d.refobjid, false
from pg_catalog.pg_class c
join pg_catalog.pg_depend d on d.classid = ${catalogOid('pg_class')} and d.objid = c.oid and ${needs}
where c.relkind = 'c' and ${inRange('c.reltype', range)}`,
  decode,
})
