import { type Kysely, sql } from 'kysely'

/**
 * Whose tests they are, who asked for them, and whether they went better or worse than the one before of the same
 * settings. Earlier tests belong to the service that has their settings now.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table patchbay.connection_tests
      add column service_id uuid references patchbay.services on delete set null,
      add column origin text not null default 'page',
      add column goodness integer,
      add column trend text,
      add column trend_since timestamptz;
    update patchbay.connection_tests as test
    set service_id = (
        select id from patchbay.services where settings_hash = test.settings_hash order by created_at limit 1
      ),
      goodness = case verdict when 'passed' then 2000 when 'warned' then 1000 else 0 end
        + jsonb_array_length(jsonb_path_query_array(report, '$.stages[*] ? (@.status == "passed")'));
    alter table patchbay.connection_tests
      alter column goodness set not null,
      alter column origin drop default;
    create index connection_tests_of_service on patchbay.connection_tests (service_id, id desc);
  `)
    .execute(db)
}
