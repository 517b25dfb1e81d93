import { type Kysely, sql } from 'kysely'

/** Checks of services, and what came of them run by run. `definition` is a Check, `result` a CheckResult. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table patchbay.checks (
      service_id uuid not null references patchbay.services on delete cascade,
      id text collate "C" not null,
      definition jsonb not null,
      created_at timestamptz not null default now(),
      primary key (service_id, id)
    );

    create table patchbay.check_results (
      number bigint primary key generated always as identity,
      service_id uuid not null,
      check_id text collate "C" not null,
      run_id uuid references patchbay.runs on delete set null,
      checked_at timestamptz not null,
      status text not null,
      result jsonb not null,
      foreign key (service_id, check_id) references patchbay.checks on delete cascade
    );
    create index check_results_of_check on patchbay.check_results (service_id, check_id, number desc);
    create index check_results_of_run on patchbay.check_results (run_id);
  `)
    .execute(db)
}
