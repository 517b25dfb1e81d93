/** The second database: rental bicycles and what they report. */
export const fleet = /* sql */ `
create schema fleet;
comment on schema fleet is 'Stations, bicycles and trips of the rental service.';
create schema telemetry;
comment on schema telemetry is 'Raw readings of the bicycles. Large; read it by day.';

create type fleet.position as (latitude double precision, longitude double precision);
create type fleet.bike_state as enum ('available', 'rented', 'repair', 'lost');

create table fleet.stations (
  station_id smallint generated always as identity primary key,
  name text not null unique,
  place fleet.position not null,
  docks smallint not null check (docks between 4 and 80),
  opened_on date not null
);
create table fleet.bikes (
  bike_id integer generated always as identity primary key,
  serial uuid not null unique default gen_random_uuid(),
  station_id smallint references fleet.stations on delete set null,
  state fleet.bike_state not null default 'available',
  frame_size_cm numeric(3, 1),
  serviced_on date
);
comment on column fleet.bikes.station_id is 'Empty while rented.';

create table fleet.trips (
  trip_id bigint generated always as identity,
  bike_id integer not null references fleet.bikes,
  from_station smallint not null references fleet.stations,
  to_station smallint references fleet.stations,
  during tstzrange not null,
  started_at timestamptz not null,
  distance_m integer,
  price numeric(6, 2),
  primary key (started_at, trip_id),
  constraint trips_during_starts check (lower(during) = started_at)
) partition by range (started_at);
comment on table fleet.trips is 'One row a ride; partitioned by quarter.';
create index trips_bike_idx on fleet.trips using gist (bike_id, during);

create table telemetry.readings (
  bike_id integer not null,
  read_at timestamptz not null,
  battery real check (battery between 0 and 1),
  "tyrePressure" real[],
  raw jsonb
) partition by hash (bike_id);
create index readings_read_at_idx on telemetry.readings using brin (read_at);

do $body$
declare
  quarter date := date_trunc('quarter', current_date)::date - interval '12 months';
begin
  while quarter <= current_date loop
    execute format('create table fleet.trips_%s partition of fleet.trips for values from (%L) to (%L)',
      to_char(quarter, 'YYYY_"q"Q'), quarter, (quarter + interval '3 months')::date);
    quarter := quarter + interval '3 months';
  end loop;
  create table fleet.trips_before partition of fleet.trips default;
  for part in 0..3 loop
    execute format('create table telemetry.readings_%s partition of telemetry.readings for values with (modulus 4, remainder %s)', part, part);
  end loop;
end
$body$;

create function fleet.metres_between(a fleet.position, b fleet.position) returns double precision
  language sql immutable strict parallel safe
  return 6371000 * 2 * asin(sqrt(
    power(sin(radians((b).latitude - (a).latitude) / 2), 2)
    + cos(radians((a).latitude)) * cos(radians((b).latitude)) * power(sin(radians((b).longitude - (a).longitude) / 2), 2)));
comment on function fleet.metres_between is 'Great-circle distance.';

create view fleet.trip_summary as
  select t.trip_id, t.bike_id, s.name as from_name, e.name as to_name, upper(t.during) - lower(t.during) as took,
         t.distance_m, fleet.metres_between(s.place, e.place) as beeline_m
    from fleet.trips t
    join fleet.stations s on s.station_id = t.from_station
    left join fleet.stations e on e.station_id = t.to_station;
create materialized view fleet.station_balance as
  select s.station_id, s.name,
         count(*) filter (where t.to_station = s.station_id) - count(*) filter (where t.from_station = s.station_id) as balance
    from fleet.stations s left join fleet.trips t on s.station_id in (t.from_station, t.to_station)
   group by s.station_id
  with no data;

select setseed(0.7);
insert into fleet.stations (name, place, docks, opened_on)
select 'Station ' || i, row(50 + i * 0.004, 8 + i % 12 * 0.006)::fleet.position, 8 + i % 30, current_date - 1000 + i
  from generate_series(1, 60) i;
insert into fleet.bikes (station_id, state, frame_size_cm, serviced_on)
select case when i % 7 > 0 then 1 + i % 60 end,
       case when i % 7 = 0 then 'rented' when i % 50 = 1 then 'repair' else 'available' end::fleet.bike_state,
       48 + i % 12, current_date - i % 120
  from generate_series(1, 900) i;
insert into fleet.trips (bike_id, from_station, to_station, during, started_at, distance_m, price)
select 1 + i % 900, 1 + i % 60, case when i % 40 > 0 then 1 + i * 7 % 60 end, tstzrange(at, at + took), at,
       (extract(epoch from took) * 4.2)::int, round((1 + extract(epoch from took) / 600)::numeric, 2)
  from (select i, now() - random() * interval '420 days' as at, (5 + random() * 50) * interval '1 minute' as took
          from generate_series(1, 30000) i) drawn;
insert into telemetry.readings
select 1 + i % 900, now() - random() * interval '30 days', random(), array[2.5 + random(), 2.5 + random()]::real[],
       jsonb_build_object('firmware', '4.' || i % 9, 'gps', i % 5 > 0)
  from generate_series(1, 50000) i;
refresh materialized view fleet.station_balance;

revoke temporary on database fleet from public;
grant usage on schema fleet to reporting;
grant select on all tables in schema fleet to reporting;
revoke select on telemetry.readings from reporting;
`

/** The third: no reader of the demo may even connect to it. */
export const payroll = /* sql */ `
revoke connect, temporary on database payroll from public;
create table runs (run_id integer generated always as identity primary key, paid_on date not null, total numeric(14, 2) not null);
insert into runs (paid_on, total) select current_date - 30 * i, 1250000 + i * 800 from generate_series(1, 24) i;
`
