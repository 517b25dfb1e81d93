import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentsOf } from '../../../../src/connectors/postgres/lineage/snapshot-contents.ts'
import type { StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'
import { takeSnapshot } from '../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { lineageOf } from './describe-lineage.ts'
import { queryShapes, shapeSchema, writeShapes } from './statement-shapes.ts'

/** What the server records of a statement when it is made a view's, or a procedure's of the SQL standard. */
const recorder = (catalog: 'pg_rewrite' | 'pg_proc', objects: string) => `
  select coalesce(json_agg(distinct n.nspname || '.' || c.relname || '.' || a.attname), '[]')
  from pg_depend d
  join pg_class c on c.oid = d.refobjid and c.relname <> 'recorded_view'
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where d.classid = '${catalog}'::regclass and d.refclassid = 'pg_class'::regclass and a.attnum <> 0
    and n.nspname <> 'pg_catalog' and d.objid in (${objects})`
const recorders = `
create function record_query(query text) returns json language plpgsql as $record$
declare
  found json;
begin
  execute 'create view recorded_view as ' || query;
  select json_build_object(
    'columns', (${recorder('pg_rewrite', "select oid from pg_rewrite where ev_class = 'recorded_view'::regclass")}),
    'names', (select coalesce(json_agg(attname order by attnum), '[]') from pg_attribute
      where attrelid = 'recorded_view'::regclass)) into found;
  drop view recorded_view;
  return found;
end $record$;
create function record_write(write text) returns json language plpgsql as $record$
declare
  found json;
begin
  execute format('create procedure recorded_write() begin atomic %s; end', write);
  found := (${recorder('pg_proc', "select oid from pg_proc where proname = 'recorded_write'")});
  drop procedure recorded_write;
  return found;
end $record$`

const named = (columns: readonly { schema: string | null; relation: string | null; column: string | null }[]) =>
  columns.flatMap(({ schema, relation, column }) => (column === null ? [] : [`${schema}.${relation}.${column}`]))

const sorted = (names: readonly string[]) => [...new Set(names)].sort()

describe('what the server records of a statement is what lineage says', () => {
  let server: TestServer
  let contents: ReturnType<typeof contentsOf>
  beforeAll(async () => {
    server = await startServer()
    await server.sql('create database shapes')
    await server.sql(`${shapeSchema};${recorders}`, 'shapes')
    contents = contentsOf((await takeSnapshot(server, 'shapes')).objects, 'shapes')
  })
  afterAll(() => server.stop())

  async function record(recording: string, statements: readonly string[]): Promise<readonly unknown[]> {
    const list = statements.map((text) => `$statement$${text}$statement$`).join(', ')
    const [row] = await server.sql(
      `select json_agg(${recording}(text) order by at) as found from unnest(array[${list}]) with ordinality as t (text, at)`,
      'shapes',
    )
    return row?.found as readonly unknown[]
  }

  it('of queries: columns read and their own names', async () => {
    const recorded = await record('record_query', queryShapes)
    const resolved: unknown[] = []
    for (const query of queryShapes) {
      const entries = await lineageOf(query, contents)
      const [entry] = entries
      resolved.push({
        query,
        columns: sorted(named(entry?.reads ?? [])),
        names: entry?.columns.map(({ target }) => target.column),
        problems: entries.flatMap(({ problems }) => problems),
      })
    }
    const expected = recorded.map((each, at) => {
      const { columns, names } = each as { columns: readonly string[]; names: readonly string[] }
      return { query: queryShapes[at], columns: sorted(columns), names, problems: [] }
    })
    expect(resolved).toEqual(expected)
  })

  it('of writes: columns read or written', async () => {
    const recorded = await record('record_write', writeShapes)
    const touched = ({ target, columns, reads }: StatementLineage) =>
      named([...reads, ...(target === null ? [] : columns.map((column) => column.target))])
    const resolved: unknown[] = []
    for (const write of writeShapes) {
      const entries = await lineageOf(write, contents)
      const problems = entries.flatMap((entry) => entry.problems)
      resolved.push({ write, columns: sorted(entries.flatMap(touched)), problems })
    }
    const expected = recorded.map((columns, at) => {
      return { write: writeShapes[at], columns: sorted(columns as readonly string[]), problems: [] }
    })
    expect(resolved).toEqual(expected)
  })
})
