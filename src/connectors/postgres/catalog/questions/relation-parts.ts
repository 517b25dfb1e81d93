import { inRange } from '../question.ts'
import { catalogOid, joinDescription, question } from './question.ts'

/** What stands on relations besides columns, constraints and indexes. Every range is one of relations. */

export const viewDefinitions = question({
  name: 'view-definitions',
  about: 'definitions of views',
  sql: (_version, range) => `
select c.oid, pg_catalog.pg_get_viewdef(c.oid)
from pg_catalog.pg_class c
where c.relkind in ('v', 'm') and ${inRange('c.oid', range)}`,
  decode: ([relation, text]: readonly [relation: string, text: string | null]) => ({ relation, text }),
})

/** What views read, down to the column: what the rule with the view's query depends on. */
export const viewReads = question({
  name: 'view-reads',
  about: 'columns that views read',
  sql: (_version, range) => `
select distinct r.ev_class, d.refobjid, d.refobjsubid, a.attname
from pg_catalog.pg_rewrite r
join pg_catalog.pg_depend d
  on d.classid = ${catalogOid('pg_rewrite')} and d.objid = r.oid and d.deptype = 'n'
  and d.refclassid = ${catalogOid('pg_class')} and d.refobjid <> r.ev_class and d.refobjsubid > 0
join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
where r.ev_type = '1' and ${inRange('r.ev_class', range)}`,
  decode: ([view, relation, number, column]: readonly [
    view: string,
    relation: string,
    number: string,
    column: string,
  ]) => ({ view, relation, number: Number(number), column }),
})

export const rules = question({
  name: 'rules',
  about: 'rules',
  sql: (_version, range) => `
select r.ev_class, r.rulename, r.ev_enabled, pg_catalog.pg_get_ruledef(r.oid), d.description
from pg_catalog.pg_rewrite r
${joinDescription('pg_rewrite', 'r.oid')}
-- A table's rule may be called as that which makes a view.
where r.ev_type <> '1' and ${inRange('r.ev_class', range)}`,
  decode: ([relation, name, enabled, text, comment]: readonly [
    relation: string,
    name: string,
    enabled: string,
    text: string | null,
    comment: string | null,
  ]) => ({ relation, name, enabled, text, comment }),
})

export const triggers = question({
  name: 'triggers',
  about: 'triggers',
  sql: (_version, range) => `
select t.tgrelid, t.tgname, t.tgenabled, t.tgparentid, p.pronamespace, p.proname,
  pg_catalog.pg_get_triggerdef(t.oid), d.description
from pg_catalog.pg_trigger t
join pg_catalog.pg_proc p on p.oid = t.tgfoid
${joinDescription('pg_trigger', 't.oid')}
-- 14 calls a partition's copy of its parent's trigger internal; those of foreign keys have a constraint.
where (not t.tgisinternal or (t.tgparentid <> 0 and t.tgconstraint = 0)) and ${inRange('t.tgrelid', range)}`,
  decode: ([relation, name, enabled, parent, namespace, routine, text, comment]: readonly [
    relation: string,
    name: string,
    enabled: string,
    parent: string,
    namespace: string,
    routine: string,
    text: string | null,
    comment: string | null,
  ]) => ({ relation, name, enabled, local: parent === '0', namespace, routine, text, comment }),
})

export const policies = question({
  name: 'policies',
  about: 'policies',
  sql: (_version, range) => `
select p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles, pg_catalog.pg_get_expr(p.polqual, p.polrelid),
  pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), d.description
from pg_catalog.pg_policy p
${joinDescription('pg_policy', 'p.oid')}
where ${inRange('p.polrelid', range)}`,
  decode: ([relation, name, command, permissive, policyRoles, using, check, comment]: readonly [
    relation: string,
    name: string,
    command: string,
    permissive: string,
    roles: string,
    using: string | null,
    check: string | null,
    comment: string | null,
  ]) => ({
    relation,
    name,
    command,
    permissive: permissive === 't',
    roles: policyRoles.slice(1, -1).split(','),
    using,
    check,
    comment,
  }),
})

export const extendedStatistics = question({
  name: 'statistics',
  about: 'statistics objects',
  sql: (_version, range) => `
select s.stxrelid, s.stxnamespace, s.stxname, s.stxowner, nullif(s.stxstattarget, -1),
  pg_catalog.pg_get_statisticsobjdef(s.oid), d.description
from pg_catalog.pg_statistic_ext s
${joinDescription('pg_statistic_ext', 's.oid')}
where ${inRange('s.stxrelid', range)}`,
  decode: ([relation, namespace, name, owner, target, text, comment]: readonly [
    relation: string,
    namespace: string,
    name: string,
    owner: string,
    target: string | null,
    text: string | null,
    comment: string | null,
  ]) => ({ relation, namespace, name, owner, target: target === null ? null : Number(target), text, comment }),
})
