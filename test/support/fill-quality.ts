import { deflateRawSync } from 'node:zlib'
import { Client } from 'pg'
import type { ServiceId } from '../../src/core/ids.ts'
import type { ColumnProfile } from '../../src/core/quality/profile.ts'

/** Names as `plainTable` relations of `fillQuality` have them; in byte order. */
export const filledRelation = (at: number): string => `t${String(at).padStart(6, '0')}`

const columnProfile = (column: string, rows: string): ColumnProfile => ({
  column,
  type: 'text',
  metrics: {
    rowCount: { value: rows, basis: 'exact', rows },
    nullCount: { value: '0', basis: 'exact', rows },
    nullFraction: { value: 0, basis: 'exact', rows },
    distinctCount: { value: '900', basis: 'exact', rows },
    uniqueCount: { value: rows, basis: 'exact', rows },
    minLength: { value: 3, basis: 'exact', rows },
    maxLength: { value: 12, basis: 'exact', rows },
    meanLength: { value: 7.2, basis: 'exact', rows },
  },
})

/**
 * Checks and profiles of `count` relations straight into the state, two results of each check and two profiles of each
 * relation: of every ten checks one failed, one warned, one was not answered, one never ran; of every ten profiles one
 * has a notable change, and one relation more in a hundred could not be profiled.
 */
export async function fillQuality(url: string, service: ServiceId, count: number): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    await fillChecks(client, service, count)
    await fillProfiles(client, service, count)
    await client.query('commit')
    await client.query('vacuum analyze patchbay.checks, patchbay.check_results, patchbay.profiles')
    await client.query('vacuum analyze patchbay.profiled_relations, patchbay.profile_failures')
    await client.query('vacuum analyze patchbay.object_versions')
  } finally {
    await client.end()
  }
}

const name = `'t' || lpad(n::text, 6, '0')`

async function fillChecks(client: Client, service: ServiceId, count: number): Promise<void> {
  await client.query(
    `insert into patchbay.checks (service_id, id, definition)
     select $1, 'public.' || ${name} || '.note columnValuesToBeInSet', jsonb_build_object(
       'id', 'public.' || ${name} || '.note columnValuesToBeInSet', 'kind', 'columnValuesToBeInSet', 'database', null,
       'schema', 'public', 'relation', ${name}, 'column', 'note', 'where', null,
       'parameters', '{"allowedValues": ["open", "paid", "sent"]}'::jsonb,
       'severity', case when n % 10 = 1 then 'warning' else 'critical' end, 'description', 'There were no other values.')
     from generate_series(0, $2::int - 1) as n`,
    [service, count],
  )
  for (const day of ['2020-01-01', '2020-01-02']) {
    await client.query(
      `insert into patchbay.check_results (service_id, check_id, checked_at, status, result)
       select $1, definition ->> 'id', $2::timestamptz + n * interval '1 ms', status, jsonb_build_object(
         'id', definition ->> 'id', 'kind', definition ->> 'kind', 'database', 'orders', 'schema', 'public',
         'relation', definition ->> 'relation', 'column', 'note', 'severity', definition ->> 'severity',
         'status', status, 'observed', n::text, 'expected', definition -> 'parameters',
         'failingRows', case when status = 'error' then null else n::text end, 'rows', '100000',
         'reason', case when status = 'error' then '{"code": "COLUMN_NOT_READABLE", "message": "The role may not read the column."}'::jsonb end,
         'samples', null, 'checkedAt', to_char(($2::timestamptz + n * interval '1 ms') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'durationMs', 12.5)
       from (
         select row_number() over (order by id) - 1 as n, definition from patchbay.checks where service_id = $1
       ) as one,
       lateral (select case n % 10 when 0 then 'failed' when 1 then 'failed' when 2 then 'error' else 'passed' end as status)
       where n % 10 <> 3`,
      [service, day],
    )
  }
  await client.query(
    `update patchbay.checks as one set newest = number, status = last.status, checked_at = last.checked_at,
       failing_rows = (result ->> 'failingRows')::numeric
     from (
       select distinct on (check_id) check_id, number, status, checked_at, result from patchbay.check_results
       where service_id = $1 order by check_id, number desc
     ) as last where service_id = $1 and last.check_id = id`,
    [service],
  )
}

async function fillProfiles(client: Client, service: ServiceId, count: number): Promise<void> {
  const columns = deflateRawSync(JSON.stringify(['id', 'name', 'note'].map((column) => columnProfile(column, '1000'))))
  for (const day of ['2020-01-01', '2020-01-02']) {
    await client.query(
      `insert into patchbay.profiles (service_id, database, schema, relation, profiled_at, header, columns)
       select $1, 'orders', 'public', ${name}, $2::timestamptz + n * interval '1 ms', jsonb_build_object(
         'kind', 'table', 'durationMs', 20, 'bytes', (n * 8192)::text, 'problems', '[]'::jsonb, 'columnCount', 3,
         'rows', jsonb_build_object('value', (1000 + n)::text, 'basis', 'exact', 'rows', (1000 + n)::text),
         'changes', case when n % 10 = 0 then '[{"what": "volume", "column": null, "message": "It has 50 % fewer rows: 1,000, 2,000 before."}]'::jsonb
           else '[]'::jsonb end), $4
       from generate_series(0, $3::int - 1) as n`,
      [service, day, count, columns],
    )
  }
  const run = await client.query<{ id: string }>(
    `insert into patchbay.runs (id, service_id, kind, state, origin) values (gen_random_uuid(), $1, 'profile', 'succeeded', 'asked') returning id`,
    [service],
  )
  await client.query(
    `insert into patchbay.profile_failures (run_id, service_id, database, schema, relation, reason)
     select $1, $2, 'orders', 'public', 'failed' || n, '{"code": "RELATION_NOT_READABLE", "message": "It timed out."}'
     from generate_series(1, greatest($3::int / 100, 1)) as n`,
    [run.rows[0]?.id, service, count],
  )
  await client.query(
    `insert into patchbay.profiled_relations
     select service_id, database, schema, relation, id, profiled_at, (header #>> '{rows,value}')::numeric,
       (header ->> 'bytes')::numeric, 3, jsonb_array_length(header -> 'changes'), null::uuid, null::timestamptz
     from (
       select distinct on (relation) * from patchbay.profiles where service_id = $1 order by relation, id desc
     ) as newest
     union all select service_id, database, schema, relation, null, null, null, null, null, null, run_id, failed_at
     from patchbay.profile_failures where service_id = $1`,
    [service],
  )
}
