/** About 330,000 rows, the newest of today. Repeatable but for the dates: `setseed` fixes the rest. */
export const shopRows = /* sql */ `
select setseed(0.42);

insert into sales.regions values
  ('NO', 'North', 0.25), ('SO', 'South', 0.19), ('EA', 'East', 0.2), ('WE', 'West', 0.21);

insert into sales.customers (region, given_name, family_name, email, phone, marketing_consent, preferences, created_at)
select (array['NO', 'SO', 'EA', 'WE'])[1 + floor(random() * 4)::int],
       'Customer', 'No. ' || i,
       format('customer-%s@example.org', i),
       case when random() < 0.6 then format('+00 555 %s', lpad(i::text, 6, '0')) end,
       random() < 0.4,
       jsonb_build_object('size', (array['S', 'M', 'L', 'XL'])[1 + floor(random() * 4)::int], 'newsletter', random() < 0.3),
       now() - random() * interval '900 days'
  from generate_series(1, 15000) i;

insert into sales.addresses
select customer_id, kind, 'Spoke Street ' || customer_id % 240 + 1, lpad((customer_id * 37 % 99999)::text, 5, '0'),
       (array['Hubton', 'Chainbridge', 'Saddleford', 'Upper Rim'])[1 + customer_id % 4]
  from sales.customers, unnest(array['billing', 'delivery']) kind
 where kind = 'billing' or customer_id % 3 = 0;

insert into inventory.categories (category_id, parent_id, name) values
  (1, null, 'Bicycles'), (2, null, 'Parts'), (3, null, 'Clothing'), (4, 1, 'City'), (5, 1, 'Mountain'),
  (6, 1, 'Electric'), (7, 2, 'Drivetrain'), (8, 2, 'Wheels'), (9, 2, 'Brakes'), (10, 3, 'Helmets'), (11, 3, 'Gloves'),
  (12, 7, 'Chains'), (13, 7, 'Cassettes');
select setval(pg_get_serial_sequence('inventory.categories', 'category_id'), 13);

insert into inventory.suppliers (name, country, lead_time)
select 'Supplier ' || i, (array['DE', 'FR', 'IT', 'TW', 'JP'])[1 + i % 5], (5 + i % 40) * interval '1 day'
  from generate_series(1, 40) i;

insert into inventory.products
  (sku, category_id, supplier_id, name, description, size, weight_g, list_price, cost_price, tags, discontinued_on)
select (array['CY', 'PA', 'CL'])[1 + i % 3] || '-' || lpad(i::text, 5, '0'), 4 + i % 10, 1 + i % 40,
       (array['Heron', 'Wren', 'Kestrel', 'Plover'])[1 + i % 4] || ' ' || (i % 9 + 1) * 100,
       case when i % 4 > 0 then 'Model year ' || 2018 + i % 9 end,
       row(100 + i, 50 + i % 90, 20 + i % 30)::inventory.dimensions, 80 + i * 13 % 15000,
       round((10 + price)::numeric, 2), round((6 + price * 0.55)::numeric, 2),
       array[(array['sale', 'new', 'classic'])[1 + i % 3], 'line-' || i % 7],
       case when i % 17 = 0 then current_date - (i % 300) end
  from generate_series(1, 800) i, lateral (select power(random(), 3) * 2400 * (1 + i * 0) as price);

insert into inventory.price_history
select sku, daterange(current_date - 730 + 180 * step, case when step < 3 then current_date - 550 + 180 * step end),
       round(list_price * (0.9 + 0.03 * step), 2)
  from inventory.products, generate_series(0, 3) step;

insert into inventory.warehouses (name, region, opening_hours) values
  ('North depot', 'NO', '{[7,12),[13,18)}'), ('South depot', 'SO', '{[6,20)}'),
  ('East depot', 'EA', '{[8,16)}'), ('West depot', 'WE', null);

insert into hr.departments (name, cost_centre) values
  ('Shops', '1000'), ('Web shop', '1100'), ('Warehouse', '2000'), ('Workshop', '2100'), ('Customer service', '3000'),
  ('Finance', '9000'), ('People', '9100'), ('Engineering', '4000');
insert into hr.employees (department_id, manager_id, display_name, work_email, hired_on, left_on)
select 1 + i % 8, nullif(i / 9, 0), 'Employee ' || i, format('employee-%s@larkspur.example', i),
       current_date - 2500 + i * 5, case when i % 11 = 0 then current_date - i % 200 end
  from generate_series(1, 420) i;
insert into hr.salaries
select employee_id, hired_on + 365 * step, 2400 + employee_id * 31 % 3000 + 90 * step
  from hr.employees, generate_series(0, 2) step;
insert into hr.reviews (employee_id, reviewed_on, rating, remarks)
select employee_id, current_date - 365 * step, 1 + (employee_id + step) % 5, 'Agreed with the team.'
  from hr.employees, generate_series(0, 2) step;

insert into sales.orders (customer_id, region, channel, status, sold_by, placed_at, note)
select c.customer_id, c.region, channel,
       case when age < 0.01 then 'placed' when age < 0.02 then 'paid' when age < 0.03 then 'shipped'
            when i % 29 = 0 then 'cancelled' when i % 41 = 0 then 'returned' else 'delivered' end::sales.order_status,
       case when channel <> 'web' then 1 + i % 420 end,
       now() - age * interval '730 days', case when i % 50 = 0 then 'Gift, please wrap.' end
  from (select i, 1 + floor(power(random(), 2) * 15000)::bigint as customer_id, power(random(), 1.4) as age,
               (array['shop', 'web', 'web', 'phone'])[1 + floor(random() * 4)::int]::sales.channel as channel
          from generate_series(1, 45000) i) drawn
  join sales.customers c using (customer_id);

insert into sales.order_lines
select o.order_id, line, p.sku, 1 + floor(random() * 3)::int, p.list_price, (array[0, 0, 0, 0.05, 0.1])[1 + (o.order_id + line) % 5]
  from sales.orders o
 cross join lateral generate_series(1, 1 + (o.order_id * 7919 % 5)::int) line
  join (select sku, list_price, row_number() over (order by sku) as n from inventory.products) p
    on p.n = 1 + (o.order_id * 104729 + line * 15485863) % 800;

insert into sales.payments (order_id, paid_at, amount, card_last_four)
select order_id, placed_at + interval '2 minutes', gross, lpad((order_id * 7 % 10000)::text, 4, '0')
  from sales.order_totals where status not in ('draft', 'placed', 'cancelled');

do $body$
declare
  month date := date_trunc('month', current_date)::date - interval '12 months';
begin
  while month <= current_date loop
    execute format('create table inventory.stock_movements_%s partition of inventory.stock_movements for values from (%L) to (%L)',
      to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
    month := month + interval '1 month';
  end loop;
  create table inventory.stock_movements_rest partition of inventory.stock_movements default;
end
$body$;

insert into inventory.stock_levels (warehouse_id, sku, quantity, reorder_at, counted_at)
select warehouse_id, sku, (ascii(sku) * warehouse_id + row_number() over (order by sku)) % 60, 5 + warehouse_id,
       now() - interval '1 day' * (warehouse_id * 3)
  from inventory.warehouses, inventory.products;

insert into inventory.stock_movements (moved_at, warehouse_id, sku, quantity, reason)
select now() - random() * interval '365 days', 1 + i % 4, p.sku, case when i % 3 = 0 then 20 else -(1 + i % 4) end,
       (array['delivery', 'sale', 'sale'])[1 + i % 3]
  from generate_series(1, 50000) i
  join (select sku, row_number() over (order by sku) as n from inventory.products) p on p.n = 1 + i * 31 % 800;

insert into support.tickets (customer_id, order_id, team, subject, priority, opened_at, closed_at, client_address)
select customer_id, order_id, (array['returns', 'delivery', 'workshop'])[1 + order_id % 3],
       'Question about order ' || order_id, 1 + order_id % 4, placed_at + interval '3 days',
       case when order_id % 10 > 0 then placed_at + interval '5 days' end,
       ('10.' || order_id % 250 || '.' || order_id % 199 || '.7')::inet
  from sales.orders where order_id % 6 = 0;

insert into analytics.web_events
select now() - random() * interval '90 days', (array['view', 'view', 'view', 'cart', 'uncart', 'search'])[1 + i % 6],
       md5((i / 5)::text)::uuid, case when i % 4 = 0 then 1 + i % 15000 end,
       jsonb_build_object('path', '/p/' || i % 800, 'ms', i % 900)
  from generate_series(1, 60000) i;

insert into internal.feature_flags values ('new-checkout', true, 0.5), ('dark-mode', false, 0);
insert into internal.service_keys values ('warehouse-sync', sha256('demo'), now());
insert into legacy."Kunden 2019"
select i, 'Kunde ' || i, lpad((i * 11)::text, 5, '0') || ' Altstadt', date '2019-12-31' - i % 900
  from generate_series(1, 3000) i;

refresh materialized view analytics.monthly_revenue;
`
