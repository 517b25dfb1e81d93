import { inRange, type OidRange } from '../question.ts'
import { catalogOid, inUserSchema } from './question.ts'
import { dictionaryName, parserName, routineName, templateName } from './referred-names.ts'

/** Parts of the question about exotic objects. */
export const textSearchSelects = (range: OidRange): string[] => [
  `
select ${catalogOid('pg_ts_parser')}, p.oid, 'text search parser', p.prsnamespace, p.prsname, '', 0, null,
  pg_catalog.json_build_object('start', ${routineName('p.prsstart')}, 'token', ${routineName('p.prstoken')},
    'end', ${routineName('p.prsend')}, 'headline', ${routineName('p.prsheadline')},
    'types', ${routineName('p.prslextype')})
from pg_catalog.pg_ts_parser p
where ${inUserSchema('p.prsnamespace')} and ${inRange('p.oid', range)}`,
  `
select ${catalogOid('pg_ts_template')}, t.oid, 'text search template', t.tmplnamespace, t.tmplname, '', 0, null,
  pg_catalog.json_build_object('init', ${routineName('t.tmplinit')}, 'lexize', ${routineName('t.tmpllexize')})
from pg_catalog.pg_ts_template t
where ${inUserSchema('t.tmplnamespace')} and ${inRange('t.oid', range)}`,
  `
select ${catalogOid('pg_ts_dict')}, t.oid, 'text search dictionary', t.dictnamespace, t.dictname, '', t.dictowner, null,
  pg_catalog.json_build_object('template', ${templateName('t.dicttemplate')}, 'options', t.dictinitoption)
from pg_catalog.pg_ts_dict t
where ${inUserSchema('t.dictnamespace')} and ${inRange('t.oid', range)}`,
  `
select ${catalogOid('pg_ts_config')}, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname, '', c.cfgowner,
  null, pg_catalog.json_build_object('parser', ${parserName('c.cfgparser')}, 'mappings', coalesce((
    select pg_catalog.json_agg(pg_catalog.json_build_object('token', tokens.alias, 'dictionaries', tokens.dictionaries)
      order by tokens.tokid)
    from (select token.tokid, token.alias,
        pg_catalog.json_agg(${dictionaryName('m.mapdict')} order by m.mapseqno) as dictionaries
      from pg_catalog.ts_token_type(c.cfgparser) token
      join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid and m.maptokentype = token.tokid
      group by token.tokid, token.alias) tokens), '[]'))
from pg_catalog.pg_ts_config c
where ${inUserSchema('c.cfgnamespace')} and ${inRange('c.oid', range)}`,
]
