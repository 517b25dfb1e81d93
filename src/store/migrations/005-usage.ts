import { type Kysely, sql } from 'kysely'

/**
 * Readings of statement sources. `counters` holds a reading's statements and `counted` what was counted since the
 * reading before it, both as `store/usage/pack.ts` writes them; they name texts by id. A text stays at least until the
 * reading `needed_until` is removed. `usage_lineage` is what a text
 * reads, writes and joins, and apart from it where each column comes from, as the snapshot resolves its names (JSON).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table patchbay.usage_readings (
      service_id uuid not null references patchbay.services on delete cascade,
      number integer not null,
      run_id uuid references patchbay.runs on delete set null,
      read_at timestamptz not null,
      stored_at timestamptz not null default now(),
      header jsonb not null,
      counters bytea not null,
      since jsonb,
      counted bytea,
      summary jsonb not null,
      primary key (service_id, number)
    );
    create index usage_readings_of_run on patchbay.usage_readings (run_id);

    create table patchbay.usage_texts (
      id integer primary key generated always as identity,
      service_id uuid not null references patchbay.services on delete cascade,
      digest bytea not null,
      body text not null,
      needed_until integer not null,
      unique (service_id, digest)
    );

    create table patchbay.usage_lineage (
      text_id integer not null references patchbay.usage_texts on delete cascade,
      database text collate "C" not null,
      snapshot_id uuid references patchbay.snapshots on delete cascade,
      body text not null,
      columns text not null,
      primary key (text_id, database)
    );
    create index usage_lineage_of_snapshot on patchbay.usage_lineage (snapshot_id);
    alter table patchbay.usage_readings alter column counters set storage external, alter column counted set storage external;
  `)
    .execute(db)
}
