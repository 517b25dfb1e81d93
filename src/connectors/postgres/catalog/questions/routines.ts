import { inRange } from '../question.ts'
import { catalogOid, inUserSchema, joinDescription, question } from './question.ts'

/** Constructors come with their range. */
const notMadeByRange = `
  and not exists (select 1 from pg_catalog.pg_depend i
    where i.classid = ${catalogOid('pg_proc')} and i.objid = p.oid and i.deptype = 'i')`

export const routines = question({
  name: 'routines',
  about: 'routines',
  sql: (_version, range) => `
select p.oid, p.pronamespace, p.proname, p.prokind, l.lanname,
  pg_catalog.pg_get_function_identity_arguments(p.oid), pg_catalog.pg_get_function_arguments(p.oid),
  pg_catalog.pg_get_function_result(p.oid), p.provolatile, p.proparallel, p.proisstrict, p.prosecdef, p.proleakproof,
  p.proowner, p.proacl, p.prosqlbody is not null, case when p.prokind <> 'a' then p.prosrc end, d.description
from pg_catalog.pg_proc p
join pg_catalog.pg_language l on l.oid = p.prolang
${joinDescription('pg_proc', 'p.oid')}
where ${inUserSchema('p.pronamespace')} and ${inRange('p.oid', range)}${notMadeByRange}`,
  decode: ([
    oid,
    namespace,
    name,
    kind,
    language,
    identityArguments,
    parameters,
    result,
    volatility,
    parallel,
    strict,
    securityDefiner,
    leakproof,
    owner,
    acl,
    standardBody,
    source,
    comment,
  ]: readonly [
    oid: string,
    namespace: string,
    name: string,
    kind: string,
    language: string,
    identityArguments: string | null,
    parameters: string | null,
    result: string | null,
    volatility: string,
    parallel: string,
    strict: string,
    securityDefiner: string,
    leakproof: string,
    owner: string,
    acl: string | null,
    standardBody: string,
    source: string | null,
    comment: string | null,
  ]) => ({
    oid,
    namespace,
    name,
    kind,
    language,
    identityArguments,
    parameters,
    result,
    volatility,
    parallel,
    strict: strict === 't',
    securityDefiner: securityDefiner === 't',
    leakproof: leakproof === 't',
    owner,
    acl,
    standardBody: standardBody === 't',
    source,
    comment,
  }),
})

/** The whole CREATE statement, and of SQL-standard bodies the deparsed body. The server deparses no aggregates. */
export const routineDefinitions = question({
  name: 'routine-definitions',
  about: 'definitions of routines',
  sql: (_version, range) => `
select p.oid, pg_catalog.pg_get_functiondef(p.oid),
  case when p.prosqlbody is not null then pg_catalog.pg_get_function_sqlbody(p.oid) end
from pg_catalog.pg_proc p
where p.prokind <> 'a' and ${inUserSchema('p.pronamespace')} and ${inRange('p.oid', range)}${notMadeByRange}`,
  decode: ([oid, text, body]: readonly [oid: string, text: string | null, body: string | null]) => ({
    oid,
    text,
    body,
  }),
})
