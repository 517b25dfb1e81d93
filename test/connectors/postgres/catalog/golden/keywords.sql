-- Postgres 14 to 19
select k.word from pg_catalog.pg_get_keywords() k where k.catcode <> 'U';
