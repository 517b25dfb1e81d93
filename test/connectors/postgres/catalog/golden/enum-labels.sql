-- Postgres 14 to 19
select e.enumtypid, e.enumsortorder, e.enumlabel
from pg_catalog.pg_enum e
where e.enumtypid between 0 and 4294967295;
