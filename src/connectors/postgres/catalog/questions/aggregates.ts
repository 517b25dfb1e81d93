import { inRange, type OidRange } from '../question.ts'
import { catalogOid, inUserSchema } from './question.ts'

/** Functions and types as SQL text: qualified where pg_catalog does not hold them. */
const routine = (column: string): string => `nullif(${column}::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text`
const type = (column: string): string => `pg_catalog.format_type(nullif(${column}, 0), null)`
const modify = (column: string): string =>
  `case ${column} when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end`

/** Part of the question about exotic objects: what the DDL of aggregates is made of. Their rows are routines. */
export const aggregateSelect = (range: OidRange): string => `
select ${catalogOid('pg_proc')}, p.oid, 'aggregate', p.pronamespace, p.proname, '', p.proowner, null,
  pg_catalog.json_build_object(
    'name', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname),
    'arguments', pg_catalog.pg_get_function_arguments(p.oid),
    'kind', case a.aggkind when 'n' then 'normal' when 'o' then 'ordered-set' else 'hypothetical' end,
    'transition', ${routine('a.aggtransfn')}, 'state', ${type('a.aggtranstype')}, 'stateSize', a.aggtransspace,
    'initial', a.agginitval, 'final', ${routine('a.aggfinalfn')}, 'finalExtra', a.aggfinalextra,
    'finalModify', ${modify('a.aggfinalmodify')}, 'combine', ${routine('a.aggcombinefn')},
    'serialize', ${routine('a.aggserialfn')}, 'deserialize', ${routine('a.aggdeserialfn')},
    'movingTransition', ${routine('a.aggmtransfn')}, 'movingInverse', ${routine('a.aggminvtransfn')},
    'movingState', ${type('a.aggmtranstype')}, 'movingStateSize', a.aggmtransspace, 'movingInitial', a.aggminitval,
    'movingFinal', ${routine('a.aggmfinalfn')}, 'movingFinalExtra', a.aggmfinalextra,
    'movingFinalModify', ${modify('a.aggmfinalmodify')},
    'sortOperator', (select 'OPERATOR(' || pg_catalog.quote_ident(s.nspname) || '.' || o.oprname || ')'
      from pg_catalog.pg_operator o join pg_catalog.pg_namespace s on s.oid = o.oprnamespace where o.oid = a.aggsortop),
    'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end)
from pg_catalog.pg_aggregate a
join pg_catalog.pg_proc p on p.oid = a.aggfnoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where ${inUserSchema('p.pronamespace')} and ${inRange('p.oid', range)}`
