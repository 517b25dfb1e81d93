import { type Kysely, sql } from 'kysely'

/**
 * What lists and references are made of, beside each version, so that neither has to read contents: `summary` is what a
 * list shows (JSON), `refers` the names it refers to, a line each, as JSON `["schema","name"]` between line breaks.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table patchbay.object_versions
      add column summary text not null default '{}',
      add column refers text not null default '';

    with parsed as materialized (
      select version.id, content.body::jsonb as body
      from patchbay.object_versions as version join patchbay.contents as content on content.hash = version.content_hash
    ),
    named as (
      select id, jsonb_path_query(body, '$.dependsOn[*]') as target from parsed
      union all select id, jsonb_path_query(body, '$.parents[*]') from parsed
      union all select id, jsonb_path_query(body, '$.reads[*]') from parsed
      union all select id, jsonb_path_query(body, '$.constraints[*].references.relation') from parsed
      union all select id, jsonb_path_query(body, '$.triggers[*].routine') from parsed
      union all select id, jsonb_path_query(body, '$.columns[*].identityColumn.sequence') from parsed
      union all select id, jsonb_path_query(body, '$.columns[*].baseType') from parsed
      union all select id, jsonb_path_query(body, '$.ownedBy') from parsed
      union all select id, jsonb_path_query(body, '$.relations[*]') from parsed
      union all select id, jsonb_path_query(body, '$.routine') from parsed
    ),
    lines as (
      select id, string_agg(distinct '[' || (target -> 'schema')::text || ',' || (target -> 'name')::text || ']', E'\\n') as refers
      from named
      where jsonb_typeof(target) = 'object' and target ->> 'schema' is not null and target ->> 'schema' <> 'pg_catalog'
      group by id
    )
    update patchbay.object_versions as version set
      refers = coalesce(E'\\n' || lines.refers || E'\\n', ''),
      summary = jsonb_build_object(
        'owner', body -> 'owner', 'comment', body -> 'comment', 'extension', body -> 'extension',
        'columns', case when jsonb_typeof(body -> 'columns') = 'array' then jsonb_array_length(body -> 'columns') end,
        'partitionOf', case when body ->> 'partitionBound' is not null
          then jsonb_build_object('schema', body #> '{parents,0,schema}', 'name', body #> '{parents,0,name}') end
      )::text
    from parsed left join lines using (id)
    where parsed.id = version.id;
  `)
    .execute(db)
}
