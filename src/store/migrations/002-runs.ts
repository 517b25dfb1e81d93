import { type Kysely, sql } from 'kysely'

/**
 * Runs, snapshots and what starts them.
 *
 * A snapshot has a number within its service. Each object version is valid from its first to its last number, so that
 * an object which did not change costs a new snapshot nothing; rows of a number that no snapshot has belong to a run
 * that has not ended, and no reader sees them. Names are never empty in Postgres: '' stands for no database or schema.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table patchbay.installation
      add column keep_last integer default 500,
      add column keep_days integer default 90;
    alter table patchbay.services
      add column keep_own boolean not null default false,
      add column keep_last integer,
      add column keep_days integer;

    create table patchbay.workers (
      id uuid primary key,
      queue_workers text[] not null,
      place text,
      pid integer not null,
      started_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    );

    create table patchbay.runs (
      id uuid primary key,
      service_id uuid not null references patchbay.services on delete cascade,
      kind text not null,
      state text not null,
      origin text not null,
      retry_of uuid references patchbay.runs on delete set null,
      attempt integer not null default 0,
      interruptions integer not null default 0,
      worker_id uuid,
      cancel_requested_at timestamptz,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      last_seq integer not null default 0,
      progress jsonb,
      progress_seq integer not null default 0,
      progress_at timestamptz,
      reason jsonb,
      result jsonb
    );
    create index runs_of_service on patchbay.runs (service_id, created_at desc, id);
    create index runs_newest on patchbay.runs (created_at desc, id);
    create index runs_under_way on patchbay.runs (state) where state in ('queued', 'running');
    create index runs_retried on patchbay.runs (retry_of) where retry_of is not null;

    create table patchbay.run_events (
      run_id uuid not null references patchbay.runs on delete cascade,
      seq integer not null,
      at timestamptz not null default now(),
      event jsonb not null,
      primary key (run_id, seq)
    );

    create table patchbay.snapshots (
      id uuid primary key,
      service_id uuid not null references patchbay.services on delete cascade,
      number integer not null,
      run_id uuid references patchbay.runs on delete set null,
      taken_at timestamptz not null,
      stored_at timestamptz not null default now(),
      header jsonb not null,
      counts jsonb not null,
      skipped jsonb not null,
      objects integer not null,
      unique (service_id, number)
    );
    create index snapshots_of_run on patchbay.snapshots (run_id);

    create table patchbay.contents (
      hash bytea primary key,
      body text not null
    );

    create table patchbay.object_versions (
      id bigint primary key generated always as identity,
      service_id uuid not null references patchbay.services on delete cascade,
      key_digest bytea not null,
      kind text collate "C" not null,
      database text collate "C" not null,
      schema text collate "C" not null,
      name text collate "C" not null,
      arguments text collate "C" not null,
      content_hash bytea not null references patchbay.contents,
      identity text not null,
      search text not null,
      first_number integer not null,
      last_number integer,
      unique (service_id, key_digest, first_number)
    );
    create index object_versions_content on patchbay.object_versions (content_hash);

    create table patchbay.object_measures (
      service_id uuid not null references patchbay.services on delete cascade,
      chunk bigint not null,
      first_number integer not null,
      last_number integer,
      digest bytea not null,
      body bytea not null,
      primary key (service_id, chunk, first_number)
    );

    create table patchbay.schedules (
      id uuid primary key,
      service_id uuid not null references patchbay.services on delete cascade,
      kind text not null,
      cron text not null,
      time_zone text not null,
      enabled boolean not null,
      next_at timestamptz,
      last_at timestamptz,
      unique (service_id, kind)
    );
    create index schedules_due on patchbay.schedules (next_at) where enabled;
  `)
    .execute(db)
  await compressFast(db)
}

/** LZ4 stores a content several times as fast as the default does; not every server is built with it. */
async function compressFast(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select 'lz4' = any (enumvals) as there from pg_settings where name = 'default_toast_compression'`.execute(db)
  if (rows[0]?.there !== true) return
  await sql.raw('alter table patchbay.contents alter column body set compression lz4').execute(db)
}
