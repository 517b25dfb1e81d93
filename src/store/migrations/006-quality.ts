import { type Kysely, sql } from 'kysely'

/**
 * What runs found out about rows. A profile's `header` is all of it but its columns, and `columns` those (JSON, raw
 * deflate); the relation's place stands beside it for looking it up. A failure is a relation of which a run could
 * measure nothing. `relations` of a run: those it is about; null for everything the settings select.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table patchbay.runs add column relations text[];

    create table patchbay.quality_settings (
      service_id uuid primary key references patchbay.services on delete cascade,
      settings jsonb not null
    );

    create table patchbay.profiles (
      id bigint primary key generated always as identity,
      service_id uuid not null references patchbay.services on delete cascade,
      run_id uuid references patchbay.runs on delete set null,
      database text collate "C" not null,
      schema text collate "C" not null,
      relation text collate "C" not null,
      profiled_at timestamptz not null,
      header jsonb not null,
      columns bytea not null
    );
    alter table patchbay.profiles alter column columns set storage external;
    create index profiles_of_relation on patchbay.profiles (service_id, database, schema, relation, id desc);
    create index profiles_of_run on patchbay.profiles (run_id);

    create table patchbay.profile_failures (
      run_id uuid not null references patchbay.runs on delete cascade,
      service_id uuid not null references patchbay.services on delete cascade,
      database text collate "C" not null,
      schema text collate "C" not null,
      relation text collate "C" not null,
      failed_at timestamptz not null default now(),
      reason jsonb not null,
      primary key (run_id, database, schema, relation)
    );
    create index profile_failures_of_service on patchbay.profile_failures (service_id, failed_at desc);
  `)
    .execute(db)
}
