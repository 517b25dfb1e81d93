create collation torture.built_in (provider = builtin, locale = 'C.UTF-8');
grant maintain on torture.circle_b to torture_reader;
create view torture.json_rows as select jt.* from json_table('[{"a":1}]', '$[*]' columns (a integer path '$.a', b text path '$.b' default 'x' on error)) jt;
create domain torture.named_not_null as text constraint must_be_there not null;
create table torture.part_method (a integer) partition by list (a) using torture_heap;
create table torture.part_method_1 partition of torture.part_method for values in (1);
