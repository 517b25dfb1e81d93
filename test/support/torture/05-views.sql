create view torture.simple as select id, code as "The code", a + b as sum from torture.keys where a > 0;
create view torture.checked with (security_barrier) as select * from torture.parent where c > 0 with cascaded check option;
create view torture.local_check as select id, b from torture.checked where id < 10 with local check option;
comment on view torture.simple is 'a view';
comment on column torture.simple."The code" is 'a column of a view';
alter view torture.local_check alter column b set default 'x';
alter view torture.simple owner to torture_owner;
grant select on torture.simple to torture_reader;
create view torture.grouped as select k.id, k.code, count(*) as n from torture.keys k left join torture.referring r using (id) group by k.id;
create recursive view torture.numbers (n) as values (1) union all select n + 1 from numbers where n < 100;
create view torture.hard as
  with x as materialized (select a, b, row_number() over (partition by a order by b rows between 1 preceding and current row) as rn from torture.generated)
  select x.*, lateral_part.v, array(select kind from torture.events) as kinds, grouping(x.a)
  from x cross join lateral (select x.a * 2 as v) lateral_part group by grouping sets ((x.a, x.b, x.rn, lateral_part.v), ()) order by 1 desc nulls last limit 5;
create view torture.collated as select code collate "C" as c, 'x'::text as t, null::integer as i, '{}'::jsonb as j from torture.keys;
create view torture.circle_one as select 1 as a, 'x'::text collate "C" as b;
create view torture.circle_two as select a, b from torture.circle_one;
create or replace view torture.circle_one as select a, b from torture.circle_two;
comment on view torture.circle_one is 'never to be read';
create view torture.ruled as select id, b from torture.parent;
create rule insert_ruled as on insert to torture.ruled do instead insert into torture.parent (id, b) values (new.id, new.b) returning parent.id, parent.b;
create rule delete_ruled as on delete to torture.ruled do instead (delete from torture.parent where id = old.id; notify ruled);
create rule nothing_ruled as on update to torture.ruled do instead nothing;
comment on rule insert_ruled on torture.ruled is 'a rule';
create rule logged as on update to torture.full_identity where new.a > old.a do also insert into torture.nothing_identity values (new.a);
alter table torture.full_identity disable rule logged;
create materialized view torture.summary as select kind, count(*) as n from torture.events group by kind;
create unique index summary_kind on torture.summary (kind);
create index on torture.summary ((n + 1)) where n > 0;
comment on materialized view torture.summary is 'made once';
comment on column torture.summary.n is 'how many';
alter materialized view torture.summary alter column n set statistics 10;
alter materialized view torture.summary cluster on summary_kind;
create materialized view torture.unfilled with (fillfactor = 60) as select * from torture.summary with no data;
grant select on torture.summary to torture_reader;
create view torture.on_summary as select s.*, u.n as m from torture.summary s join torture.unfilled u using (kind);
create function torture.rows_of_view() returns setof torture.simple language sql stable as 'select * from torture.simple';
create view torture.through_function as select * from torture.rows_of_view();
