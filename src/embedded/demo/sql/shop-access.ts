/** Server-wide roles of the demo. Only `demo_reader` may log in; its password is public and says so. */
export const demoRoles = /* sql */ `
create role shop_staff nologin;
comment on role shop_staff is 'Everyone who works at Larkspur Cycles.';
create role shop_app nologin in role shop_staff;
create role shop_support nologin in role shop_staff;
create role shop_admin nologin in role shop_staff;
create role reporting nologin;
comment on role reporting is 'Reads what reports need.';
create role demo_reader login password 'demo' connection limit 30 in role reporting;
comment on role demo_reader is 'Public demo login: reads most of the demo, changes nothing.';
alter role demo_reader set statement_timeout = '60s';
alter role demo_reader set default_transaction_read_only = on;
`

/** Most is readable, and on purpose not everything: the connection test has something to report. */
export const shopAccess = /* sql */ `
revoke temporary on database shop from public;
revoke create on schema public from public;
grant usage on schema sales, inventory, hr, support, analytics, legacy to reporting;
grant usage on schema sales, inventory, hr, support to shop_staff;
grant select on all tables in schema sales, inventory, analytics, legacy to reporting;
revoke select on sales.payments from reporting;
revoke select on inventory.suppliers from reporting;
revoke select on inventory.products from reporting;
grant select (sku, category_id, supplier_id, name, description, size, weight_g, list_price, tags, discontinued_on)
  on inventory.products to reporting;
grant select on hr.departments, hr.employees, hr.reviews to reporting;
grant select on support.tickets to reporting;
grant select, insert, update on sales.orders, sales.order_lines, sales.customers, sales.payments to shop_app;
grant select on all tables in schema inventory, sales to shop_app;
grant select, insert, update on support.tickets to shop_support;
grant select on support.tickets to shop_admin;
grant select on hr.reviews, hr.employees to shop_staff;
alter default privileges in schema analytics grant select on tables to reporting;
revoke execute on function analytics.refresh_all() from public;
`
