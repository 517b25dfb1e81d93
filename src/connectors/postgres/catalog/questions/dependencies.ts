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
 * The same where relations have many parts. Most were made with their relation, so that their oids stand together: what
 * pg_depend has of all others' parts need not be looked at.
 */
const throughMany = (
  { catalog, part, relation, source }: Record<'catalog' | 'part' | 'relation' | 'source', string>,
  range: OidRange,
  later: boolean,
) => `
(with x as materialized (
  select x.${part} as part, x.${relation} as relation from pg_catalog.${catalog} x where ${inRange(`x.${relation}`, range)})
select ${catalogOid('pg_class')}::pg_catalog.oid, x.relation, d.refclassid, d.refobjid, ${later}
from x
join pg_catalog.pg_depend d on d.classid = ${catalogOid(source)} and d.objid = x.part and ${needs}
where d.refobjid <> x.relation
  and d.objid >= (select pg_catalog.min(y.part) from x y) and d.objid <= (select pg_catalog.max(y.part) from x y))`

/** Of relations: the types of their columns, what defaults and checks call, what views read. The range is one of relations. */
export const relationNeeds = question({
  name: 'relation-dependencies',
  about: 'what relations depend on',
  sql: (_version, range) => `
select d.classid, d.objid, d.refclassid, d.refobjid, false
from pg_catalog.pg_depend d
where d.classid = ${catalogOid('pg_class')} and ${needs} and ${inRange('d.objid', range)}
union
${throughMany({ catalog: 'pg_attrdef', part: 'oid', relation: 'adrelid', source: 'pg_attrdef' }, range, false).trim()}
union
${through('pg_constraint', "x.contype = 'c'", 'x.conrelid', range).trim()}
union
${through('pg_rewrite', "x.ev_type = '1'", 'x.ev_class', range).trim()}
union
${through('pg_rewrite', "x.ev_type <> '1'", 'x.ev_class', range, true).trim()}
union
${through('pg_policy', 'true', 'x.polrelid', range, true).trim()}
union
${through('pg_trigger', 'not x.tgisinternal', 'x.tgrelid', range, true).trim()}
union
${throughMany({ catalog: 'pg_index', part: 'indexrelid', relation: 'indrelid', source: 'pg_class' }, range, true).trim()}`,
  decode,
})

/** Of everything else. */
export const otherNeeds = question({
  name: 'dependencies',
  about: 'what objects depend on',
  sql: (_version, range) => `
select d.classid, d.objid, d.refclassid, d.refobjid, false
from pg_catalog.pg_depend d
where d.classid not in (${[
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
    .join(', ')})
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
