create table torture.storage_inline (a text storage main, b text storage default);
create collation torture.ruled (provider = icu, locale = 'und', rules = '&a < g');
grant torture_owner to "Odd ""Role""" with inherit true, set false;
create view torture.json_parts as select json_object('a': 1), json_array(1, 2), '{}' is json object as is_json;
create table torture.generated_parent (a integer, b integer generated always as (a * 2) stored);
create table torture.generated_child (b integer generated always as (a * 3) stored, c text) inherits (torture.generated_parent);
