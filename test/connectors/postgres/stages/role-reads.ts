import type { TestServer } from '../../../support/servers.ts'

export interface RoleReads {
  /** By name, `schema.name`. */
  readonly relations: readonly {
    readonly name: string
    readonly readable: boolean
    /** How many columns of it answer. */
    readonly columns: number
    /** The role counts fewer rows than there are. */
    readonly rowsHidden: boolean
  }[]
  readonly statements: 'all' | 'some' | 'none'
}

/** What a role can really read: every relation and column is selected from, as that role. */
export async function whatRoleReads(server: TestServer, database: string, role: string): Promise<RoleReads> {
  const rows = await server.sql(
    `create temp table seen (place int, name text, readable bool, columns int default 0, rows bigint, rows_of_role bigint);
grant all on seen to public;
do $$ declare r record; c text; n bigint;
begin
  for r in select c.oid, row_number() over (order by n.nspname, c.relname) as place, n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  loop
    insert into seen (place, name, readable) values (r.place, r.name, false);
    begin execute format('select count(*) from %s', r.quoted) into n; update seen set rows = n where place = r.place;
    exception when others then null; end;
    set local role ${role};
    begin execute format('select count(*) from %s where false', r.quoted); update pg_temp.seen set readable = true where place = r.place;
    exception when insufficient_privilege then null; when others then update pg_temp.seen set readable = true where place = r.place; end;
    begin execute format('select count(*) from %s', r.quoted) into n; update pg_temp.seen set rows_of_role = n where place = r.place;
    exception when others then null; end;
    reset role;
    for c in select attname from pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped loop
      set local role ${role};
      begin execute format('select %I from %s where false', c, r.quoted); update pg_temp.seen set columns = columns + 1 where place = r.place;
      exception when others then null; end;
      reset role;
    end loop;
  end loop;
end $$;
select name, readable, columns, coalesce(rows_of_role < rows, false) and name !~ 'pg_stat_statements' as "rowsHidden" from seen order by place`,
    database,
  )
  const relations = (rows as unknown as RoleReads['relations']).map((row) => ({ ...row, columns: Number(row.columns) }))
  return { relations, statements: await whatStatements(server, database, role) }
}

async function whatStatements(server: TestServer, database: string, role: string): Promise<RoleReads['statements']> {
  const [source] = await server.sql(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'pg_stat_statements'`,
    database,
  )
  if (source === undefined) return 'none'
  try {
    const [row] = await server.sql(
      `set role ${role}; select count(*) filter (where query = '<insufficient privilege>')::int as masked from ${source.name}`,
      database,
    )
    return row?.masked === 0 ? 'all' : 'some'
  } catch {
    // Refused.
    return 'none'
  }
}
