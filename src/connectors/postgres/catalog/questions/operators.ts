import { inRange, type OidRange } from '../question.ts'
import { catalogOid, inUserSchema } from './question.ts'
import { operatorFamilyName, operatorName, routineName } from './referred-names.ts'

/** Parts of the question about exotic objects. */

/** One that was only announced as another's commutator has no routine and is nothing yet. */
export const operatorSelect = (range: OidRange): string => `
select ${catalogOid('pg_operator')}, o.oid, 'operator', o.oprnamespace, o.oprname,
  coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), null), 'NONE') || ', ' || pg_catalog.format_type(o.oprright, null),
  o.oprowner, null, pg_catalog.json_build_object(
    'left', pg_catalog.format_type(nullif(o.oprleft, 0), null), 'right', pg_catalog.format_type(o.oprright, null),
    'routine', ${routineName('o.oprcode')}, 'commutator', ${operatorName('o.oprcom')},
    'negator', ${operatorName('o.oprnegate')}, 'restrict', ${routineName('o.oprrest')},
    'join', ${routineName('o.oprjoin')}, 'merges', o.oprcanmerge, 'hashes', o.oprcanhash)
from pg_catalog.pg_operator o
where ${inUserSchema('o.oprnamespace')} and o.oprcode <> 0 and ${inRange('o.oid', range)}`

/** Operators and functions that belong to a class, or loosely to a family, and the rows that say so. */
const members = (catalog: string, holder: string): string => `
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', ${operatorName('m.amopopr')},
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', ${operatorFamilyName('m.amopsortfamily')})
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = ${catalogOid('pg_amop')}
        and md.objid = m.oid and md.refclassid = ${catalogOid(catalog)} and md.refobjid = ${holder}), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = ${catalogOid('pg_amproc')}
        and md.objid = m.oid and md.refclassid = ${catalogOid(catalog)} and md.refobjid = ${holder}), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in (${catalogOid('pg_amop')}, ${catalogOid('pg_amproc')})
        and md.refclassid = ${catalogOid(catalog)} and md.refobjid = ${holder}), '[]')`

export const operatorClassSelect = (range: OidRange): string => `
select ${catalogOid('pg_opclass')}, c.oid, 'operator class', c.opcnamespace, c.opcname, a.amname, c.opcowner, null,
  pg_catalog.json_build_object('method', a.amname, 'family', ${operatorFamilyName('c.opcfamily')},
    'default', c.opcdefault, 'type', pg_catalog.format_type(c.opcintype, null),
    'storage', pg_catalog.format_type(nullif(c.opckeytype, 0), null),${members('pg_opclass', 'c.oid')})
from pg_catalog.pg_opclass c
join pg_catalog.pg_am a on a.oid = c.opcmethod
where ${inUserSchema('c.opcnamespace')} and ${inRange('c.oid', range)}`

export const operatorFamilySelect = (range: OidRange): string => `
select ${catalogOid('pg_opfamily')}, f.oid, 'operator family', f.opfnamespace, f.opfname, a.amname, f.opfowner, null,
  pg_catalog.json_build_object('method', a.amname,${members('pg_opfamily', 'f.oid')})
from pg_catalog.pg_opfamily f
join pg_catalog.pg_am a on a.oid = f.opfmethod
where ${inUserSchema('f.opfnamespace')} and ${inRange('f.oid', range)}`
