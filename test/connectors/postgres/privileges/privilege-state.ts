import type { TestServer } from '../../../support/servers.ts'

/** An ACL that was never touched means its kind's default; both spellings compare equal. */
const normalised = (acl: string, kind: string, owner: string) =>
  `(select array_agg(row(pg_get_userbyid(x.grantor), case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee) end,
    x.privilege_type, x.is_grantable)::text order by 1) from (select distinct * from aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner})))) x (grantor, grantee, privilege_type, is_grantable))`

const clusterSql = `
select 'role' as kind, rolname as name, array[row(rolsuper, rolinherit, rolcanlogin, rolbypassrls, rolconnlimit, rolvaliduntil)::text] as state from pg_roles
union all select 'member', pg_get_userbyid(m.member) || ' of ' || pg_get_userbyid(m.roleid), array_agg((to_jsonb(m) - 'oid')::text order by to_jsonb(m)::text) from pg_auth_members m group by 2
union all select 'setting', coalesce(pg_get_userbyid(setrole), ''), setconfig from pg_db_role_setting
union all select 'database', datname, ${normalised('datacl', 'd', 'datdba')} from pg_database
order by 1, 2`

const databaseSql = `
select 'schema' as kind, nspname as name, ${normalised('nspacl', 'n', 'nspowner')} as state from pg_namespace where nspname !~ '^pg_(toast|temp)'
union all select 'relation', c.oid::regclass::text, ${normalised('relacl', 'r', 'relowner')} from pg_class c join pg_namespace n on n.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm', 'f') and nspname !~ '^pg_(toast|temp)'
union all select 'column', attrelid::regclass::text || '.' || attname, attacl::text[] from pg_attribute where attacl is not null and attacl <> '{}'
union all select 'default', pg_get_userbyid(defaclrole) || ' ' || defaclnamespace::regnamespace::text || defaclobjtype::text, defaclacl::text[] from pg_default_acl
union all select 'extension', extname, array[extversion] from pg_extension
order by 1, 2`

/** Everything about roles and privileges that a script could change, in a form that compares. */
export async function privilegeState(server: TestServer, databases: readonly string[]): Promise<readonly string[]> {
  const lines = (rows: readonly Record<string, unknown>[]) => rows.map((row) => JSON.stringify(row))
  const state = lines(await server.sql(clusterSql))
  for (const name of databases)
    state.push(...lines(await server.sql(databaseSql, name)).map((line) => `${name} ${line}`))
  return state
}
