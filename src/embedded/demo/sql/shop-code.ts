/** Views, routines, triggers and policies of the demo's main database. */
export const shopCode = /* sql */ `
create function sales.line_total(line sales.order_lines) returns numeric
  language sql immutable parallel safe
  return round(line.quantity * line.unit_price * (1 - line.discount), 2);
comment on function sales.line_total is 'What a line costs after its discount.';

create view sales.order_totals as
  select o.order_id, o.customer_id, o.region, o.channel, o.status, o.placed_at,
         count(*) as lines,
         sum(round(l.quantity * l.unit_price * (1 - l.discount), 2)) as net,
         sum(round(l.quantity * l.unit_price * (1 - l.discount) * (1 + r.vat_rate), 2)) as gross
    from sales.orders o
    join sales.order_lines l using (order_id)
    join sales.regions r on r.code = o.region
   group by o.order_id;
comment on view sales.order_totals is 'Each order with its sums, before and after tax.';
comment on column sales.order_totals.gross is 'With value-added tax of the region.';

create view sales.open_orders as
  select order_id, customer_id, placed_at, gross, now() - placed_at as waiting
    from sales.order_totals
   where status in ('placed', 'paid')
  with local check option;
comment on view sales.open_orders is 'Paid for or promised, not yet shipped.';

create view sales.customer_value as
  select c.customer_id, c.full_name, c.region,
         count(t.order_id) as orders,
         coalesce(sum(t.net), 0) as lifetime_net,
         max(t.placed_at) as last_order_at
    from sales.customers c
    left join sales.order_totals t on t.customer_id = c.customer_id and t.status not in ('cancelled', 'returned')
   group by c.customer_id;

create view sales.best_customers as
  select customer_id, full_name, region, lifetime_net,
         rank() over (partition by region order by lifetime_net desc) as place
    from sales.customer_value
   where orders >= 3;
comment on view sales.best_customers is 'A view over a view over a view; the web shop invites the first hundred of each region.';

create view inventory.category_paths as
  with recursive path(category_id, name, path) as (
    select category_id, name, name from inventory.categories where parent_id is null
    union all
    select c.category_id, c.name, p.path || ' / ' || c.name
      from inventory.categories c join path p on p.category_id = c.parent_id
  )
  select category_id, name, path from path;

create view inventory.reorder_list with (security_invoker = true) as
  select s.warehouse_id, w.name as warehouse, s.sku, p.name as product, s.quantity, s.reorder_at,
         u.name as supplier, current_date + u.lead_time as earliest_arrival
    from inventory.stock_levels s
    join inventory.warehouses w using (warehouse_id)
    join inventory.products p using (sku)
    join inventory.suppliers u using (supplier_id)
   where s.quantity <= s.reorder_at and p.discontinued_on is null;

create materialized view analytics.monthly_revenue as
  select date_trunc('month', placed_at)::date as month, region, channel,
         count(*) as orders, sum(net) as net, sum(gross) as gross
    from sales.order_totals
   where status not in ('draft', 'cancelled')
   group by 1, 2, 3
  with no data;
comment on materialized view analytics.monthly_revenue is 'Refreshed every night.';
create unique index monthly_revenue_key on analytics.monthly_revenue (month, region, channel);

create view analytics.revenue_growth as
  select month, region, sum(net) as net,
         sum(net) / nullif(lag(sum(net)) over (partition by region order by month), 0) - 1 as growth
    from analytics.monthly_revenue
   group by month, region;

create view analytics.product_performance as
  select p.sku, p.name, k.path as category,
         sum(l.quantity) as sold,
         sum(sales.line_total(l)) as net,
         sum(l.quantity * p.cost_price) as cost
    from inventory.products p
    join inventory.category_paths k using (category_id)
    left join sales.order_lines l using (sku)
   group by p.sku, k.path;

create view analytics.funnel as
  select event_at::date as day,
         count(distinct session_id) filter (where kind = 'view') as visitors,
         count(distinct session_id) filter (where kind = 'cart') as carts
    from analytics.web_events
   group by 1;

create function sales.touch_order() returns trigger language plpgsql as $body$
begin
  new.updated_at := now();
  return new;
end
$body$;
create trigger orders_touch before update on sales.orders
  for each row when (old.* is distinct from new.*) execute function sales.touch_order();
comment on trigger orders_touch on sales.orders is 'Keeps updated_at true.';

create function inventory.book_movement() returns trigger language plpgsql security definer
  set search_path = inventory, pg_temp as $body$
begin
  insert into stock_levels (warehouse_id, sku, quantity) values (new.warehouse_id, new.sku, greatest(new.quantity, 0))
  on conflict (warehouse_id, sku) do update set quantity = greatest(stock_levels.quantity + new.quantity, 0);
  return null;
end
$body$;
create trigger stock_movements_book after insert on inventory.stock_movements
  for each row execute function inventory.book_movement();

create procedure sales.cancel_order(which bigint, why text default 'customer asked') language plpgsql as $body$
begin
  update sales.orders set status = 'cancelled', note = why
   where order_id = which and status in ('draft', 'placed', 'paid');
  if not found then
    raise exception 'order % cannot be cancelled any more', which using errcode = 'check_violation';
  end if;
end
$body$;
comment on procedure sales.cancel_order is 'Refuses once an order has left the warehouse.';

create function analytics.top_products(how_many integer default 10, variadic categories text[] default '{}')
  returns table (sku text, name text, net numeric)
  language sql stable
begin atomic
  select p.sku, p.name, p.net
    from analytics.product_performance p
   where cardinality(categories) = 0 or p.category = any (categories)
   order by p.net desc nulls last
   limit how_many;
end;

create function analytics.refresh_all() returns void language plpgsql as $body$
begin
  refresh materialized view concurrently analytics.monthly_revenue;
end
$body$;

create aggregate sales.product(numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1');

alter table support.tickets enable row level security;
alter table support.tickets force row level security;
create policy own_team on support.tickets for all to shop_support
  using (team = current_setting('larkspur.team', true));
create policy supervisors_see_all on support.tickets for select to shop_admin using (true);
comment on policy own_team on support.tickets is 'The application sets larkspur.team at login.';

alter table hr.reviews enable row level security;
create policy own_or_below on hr.reviews for select to shop_staff
  using (employee_id in (select e.employee_id from hr.employees e
                          where e.work_email = session_user or e.manager_id = (
                            select m.employee_id from hr.employees m where m.work_email = session_user)));

alter table sales.customers enable row level security;
create policy region_only on sales.customers as restrictive for all to shop_app
  using (region = current_setting('larkspur.region', true));
create policy everyone_reads on sales.customers for select using (true);
`
