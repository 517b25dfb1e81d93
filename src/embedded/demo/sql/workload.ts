/** A statement of an ordinary day, run so that pg_stat_statements has something to tell. */
export interface WorkloadStatement {
  readonly role: 'shop_app' | 'shop_support' | 'shop_admin' | 'reporting' | 'demo_reader'
  readonly sql: string
  readonly times: number
}

export const shopWorkload: readonly WorkloadStatement[] = [
  {
    role: 'shop_app',
    sql: `select order_id, status, placed_at from sales.orders where customer_id = 42 order by placed_at desc limit 10`,
    times: 40,
  },
  {
    role: 'shop_app',
    sql: `select p.sku, p.name, s.quantity from inventory.products p join inventory.stock_levels s using (sku) where p.sku = 'PA-00400'`,
    times: 60,
  },
  {
    role: 'shop_app',
    sql: `update sales.orders set status = 'shipped' where order_id = 17 and status = 'paid'`,
    times: 12,
  },
  {
    role: 'shop_app',
    sql: `insert into sales.payments (order_id, paid_at, amount) select order_id, now(), gross from sales.order_totals where order_id = 99`,
    times: 5,
  },
  {
    role: 'shop_support',
    sql: `select count(*) from support.tickets where closed_at is null and priority <= 2`,
    times: 15,
  },
  {
    role: 'shop_admin',
    sql: `select team, count(*), avg(closed_at - opened_at) as took from support.tickets group by team`,
    times: 3,
  },
  {
    role: 'reporting',
    sql: `select month, sum(net) from analytics.monthly_revenue where region = 'NO' group by month order by month`,
    times: 20,
  },
  { role: 'reporting', sql: `select * from analytics.revenue_growth order by month desc, region limit 20`, times: 8 },
  {
    role: 'reporting',
    sql: `select sku, count(*), sum(quantity) from sales.order_lines group by sku having sum(quantity) > 50`,
    times: 2,
  },
  { role: 'reporting', sql: `select day, visitors, carts from analytics.funnel order by day`, times: 1 },
  {
    role: 'demo_reader',
    sql: `select region, place, full_name, lifetime_net from sales.best_customers where place <= 10 order by region, place`,
    times: 2,
  },
  {
    role: 'demo_reader',
    sql: `select channel, count(*) as orders from sales.orders where placed_at > now() - interval '30 days' group by channel`,
    times: 6,
  },
]
