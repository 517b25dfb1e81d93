import { type Kysely, sql } from 'kysely'

/**
 * What lists of checks and profiles are filtered and sorted by, so that a page of them reads no results and no earlier
 * profiles. A check knows what came of it last (`newest` is that result's number); `attention` is the order in which
 * somebody has to look at checks. `profiled_relations` has each relation's newest profile, and the newest run that could
 * not profile it where that is the later one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table patchbay.checks
      add column kind text collate "C" generated always as (definition ->> 'kind') stored,
      add column database text collate "C" generated always as (definition ->> 'database') stored,
      add column schema text collate "C" generated always as (definition ->> 'schema') stored,
      add column relation text collate "C" generated always as (definition ->> 'relation') stored,
      add column subject text collate "C" generated always as (
        coalesce((definition ->> 'schema') || '.', '') || (definition ->> 'relation')
          || coalesce('.' || (definition ->> 'column'), '')
      ) stored,
      add column newest bigint,
      add column status text,
      add column checked_at timestamptz,
      add column failing_rows numeric,
      add column attention smallint generated always as (
        case status
          when 'failed' then case definition ->> 'severity' when 'critical' then 0 else 2 end
          when 'error' then 1
          when 'passed' then 4
          else 3
        end
      ) stored;
    update patchbay.checks as one set newest = number, status = last.status, checked_at = last.checked_at,
      failing_rows = (result ->> 'failingRows')::numeric
    from (
      select distinct on (service_id, check_id) service_id, check_id, number, status, checked_at, result
      from patchbay.check_results order by service_id, check_id, number desc
    ) as last
    where last.service_id = one.service_id and last.check_id = one.id;
    create index checks_by_attention on patchbay.checks (service_id, attention, id);
    create index checks_of_relation on patchbay.checks (service_id, relation);

    create index object_versions_named on patchbay.object_versions (service_id, database, schema, name);

    create table patchbay.profiled_relations (
      service_id uuid not null references patchbay.services on delete cascade,
      database text collate "C" not null,
      schema text collate "C" not null,
      relation text collate "C" not null,
      profile_id bigint,
      profiled_at timestamptz,
      rows numeric,
      bytes numeric,
      column_count integer,
      changes integer,
      failed_run uuid references patchbay.runs on delete set null,
      failed_at timestamptz,
      primary key (service_id, database, schema, relation)
    );
    create index profiled_relations_failed on patchbay.profiled_relations (failed_run) where failed_run is not null;
    insert into patchbay.profiled_relations
    select coalesce(newest.service_id, failed.service_id), coalesce(newest.database, failed.database),
      coalesce(newest.schema, failed.schema), coalesce(newest.relation, failed.relation),
      newest.id, newest.profiled_at, (newest.header #>> '{rows,value}')::numeric, (newest.header ->> 'bytes')::numeric,
      (newest.header ->> 'columnCount')::integer,
      case jsonb_typeof(newest.header -> 'changes') when 'array' then jsonb_array_length(newest.header -> 'changes') end,
      case when newest.profiled_at > failed.failed_at then null else failed.run_id end,
      case when newest.profiled_at > failed.failed_at then null else failed.failed_at end
    from (
      select distinct on (service_id, database, schema, relation) * from patchbay.profiles
      order by service_id, database, schema, relation, id desc
    ) as newest full join (
      select distinct on (service_id, database, schema, relation) * from patchbay.profile_failures
      order by service_id, database, schema, relation, failed_at desc
    ) as failed using (service_id, database, schema, relation);
  `)
    .execute(db)
}
