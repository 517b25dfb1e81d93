import type { JsonObject } from '../../../../src/core/json.ts'
import type { CheckResult } from '../../../../src/core/quality/checks/check.ts'

export const schema = `
create extension citext;
create type mood as enum ('sad', 'ok', 'happy');
create domain code as char(4);
create table orders (
  id bigint primary key, customer int, amount numeric(12, 2), ratio float8, word text, "Odd ""name" text, feeling mood,
  tag code, nick citext, placed timestamptz, day date, wall timestamp, doc json, list int[], raw bytea, cash money,
  span interval, key uuid, place point, yes bool, small int2
);
insert into orders select
  i, case when i = 10 then null else i % 5 end, i * 1.5,
  case i when 1 then 'NaN' when 2 then 'Infinity' else i::float8 end, case when i % 2 = 0 then 'Žluť𝒳' else 'n' || i end,
  'x', (array['sad', 'ok', 'happy'])[i % 3 + 1]::mood, 'ab' || i % 4, case when i % 2 = 0 then 'Ann' else 'ANN' end,
  now() - i * interval '1 hour', current_date - i, (now() at time zone 'UTC') - i * interval '1 day', '{"a": 1}',
  array[i, i], decode('00ff', 'hex'), i::numeric::money, i * interval '1 minute',
  ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, point(i, i), i % 2 = 0, i
from generate_series(1, 20) i;
create table customers (id int primary key, name text);
insert into customers values (0, 'a'), (1, 'b'), (2, 'c'), (3, 'd');
create table copied as select * from customers;
update copied set name = 'other' where id = 1; delete from copied where id = 2; insert into copied values (9, 'new');
create table empty_one (id int, amount numeric);
create table huge (value numeric, wide float8, many bigint);
insert into huge values (1e200, 1e308, 9223372036854775807), (1e200 + 1, 1e308, 9223372036854775807), (2, -1e308, 1);
create table twice (a int, b text); insert into twice values (1, 'x'), (1, 'x'), (1, null), (1, null), (2, 'x');
create table guarded (id int); insert into guarded values (1), (2);
alter table guarded enable row level security;
create policy few on guarded using (id = 1);
create view through as select * from guarded;
create table closed (id int); create table half (id int, secret text);
create role reader login password 'checks tables';
grant select on orders, customers, guarded, through to reader; grant select (id) on half to reader;
create table parts (id int, region text) partition by list (region);
create table parts_eu partition of parts for values in ('eu'); create table parts_us partition of parts for values in ('us');
insert into parts select i, case when i % 2 = 0 then 'eu' else 'us' end from generate_series(1, 10) i;
`

const orders = (kind: string, parameters: JsonObject = {}, column: string | null = null, rest: JsonObject = {}) => ({
  relation: 'public.orders',
  kind,
  parameters,
  ...(column === null ? {} : { column }),
  ...rest,
})

type Expected = Partial<CheckResult> | string

/** Of each kind, checks with what comes of them: what has to be in the result, or the code of an error. */
export const table: readonly (readonly [JsonObject, Expected])[] = [
  [orders('tableRowCountToEqual', { value: 20 }), { status: 'passed', observed: '20', failingRows: null }],
  [orders('tableRowCountToEqual', { value: 21 }), { status: 'failed', observed: '20' }],
  [
    orders('tableRowCountToEqual', { value: 10 }, null, { where: 'id <= 10 -- half' }),
    { status: 'passed', rows: '10' },
  ],
  [orders('tableRowCountToEqual', { value: 1 }, null, { where: 'nothing = 1' }), 'COLUMN_NOT_FOUND'],
  [orders('tableRowCountToBeBetween', { minValue: 20 }), { status: 'passed' }],
  [orders('tableRowCountToBeBetween', { maxValue: 19 }), { status: 'failed', observed: '20' }],
  [
    { relation: 'parts', kind: 'tableRowCountToEqual', parameters: { value: 10 } },
    { status: 'passed', schema: 'public' },
  ],
  [{ relation: 'nothing', kind: 'tableRowCountToEqual', parameters: { value: 10 } }, 'RELATION_NOT_FOUND'],
  [orders('tableColumnCountToEqual', { columnCount: 21 }), { status: 'passed', observed: 21, rows: null }],
  [orders('tableColumnCountToEqual', { columnCount: 3 }), { status: 'failed' }],
  [orders('tableColumnCountToBeBetween', { minColValue: 2, maxColValue: 30 }), { status: 'passed' }],
  [orders('tableColumnCountToBeBetween', { maxColValue: 2 }), { status: 'failed', observed: 21 }],
  [orders('tableColumnNameToExist', { columnName: 'Odd "name' }), { status: 'passed' }],
  [orders('tableColumnNameToExist', { columnName: 'ID' }), { status: 'failed' }],
  [
    { relation: 'customers', kind: 'tableColumnToMatchSet', parameters: { columnNames: 'name, id' } },
    { status: 'passed' },
  ],
  [
    {
      relation: 'customers',
      kind: 'tableColumnToMatchSet',
      parameters: { columnNames: ['name', 'id'], ordered: true },
    },
    { status: 'failed', observed: ['id', 'name'] },
  ],
  [
    {
      relation: 'customers',
      kind: 'tableSchemaToMatch',
      parameters: {
        columns: [
          { name: 'id', type: 'INT4', nullable: false },
          { name: 'name', type: 'text' },
        ],
        ordered: true,
      },
    },
    { status: 'passed', observed: [] },
  ],
  [
    orders('tableSchemaToMatch', {
      columns: [
        { name: 'placed', type: 'timestamptz' },
        { name: 'amount', type: 'decimal(12,2)' },
      ],
      allowMore: true,
    }),
    { status: 'passed' },
  ],
  [
    {
      relation: 'customers',
      kind: 'tableSchemaToMatch',
      parameters: { columns: [{ name: 'id', type: 'text', nullable: true }, { name: 'mail' }] },
    },
    {
      status: 'failed',
      observed: ['id is integer, not text', 'id may not be null', 'mail is missing', 'name is not expected'],
    },
  ],
  [
    orders(
      'tableRowInsertedCountToBeBetween',
      { min: 4, max: 4, columnName: 'placed', rangeType: 'HOUR', rangeInterval: 4 },
      null,
      { where: 'id < 20' },
    ),
    { status: 'failed', observed: '3' },
  ],
  [
    orders('tableRowInsertedCountToBeBetween', { min: 1, columnName: 'wall', rangeType: 'MONTH', rangeInterval: 1 }),
    { status: 'passed', observed: '20' },
  ],
  [orders('tableRowInsertedCountToBeBetween', { min: 1, columnName: 'word', rangeInterval: 1 }), 'COLUMN_UNFIT'],
  [orders('tableRowInsertedCountToBeBetween', { min: 1, columnName: 'wrod', rangeInterval: 1 }), 'COLUMN_NOT_FOUND'],
  [orders('tableDataToBeFresh', { columnName: 'placed', rangeInterval: 2, rangeType: 'hour' }), { status: 'passed' }],
  [orders('tableDataToBeFresh', { columnName: 'day', rangeInterval: 3 }), { status: 'passed' }],
  [orders('tableDataToBeFresh', { columnName: 'placed', rangeInterval: 0 }), { status: 'failed' }],
  [orders('tableDataToBeFresh', { columnName: 'placed', rangeInterval: '999999999999999' }), 'PARAMETER_UNFIT'],
  [
    { relation: 'twice', kind: 'tableRowsToBeUnique', parameters: { columnNames: ['a', 'b'] } },
    { status: 'failed', failingRows: '2', observed: '2' },
  ],
  [orders('tableRowsToBeUnique', { columnNames: 'id, customer' }), { status: 'passed', failingRows: '0' }],
  [orders('tableRowsToBeUnique', { columnNames: ['id', 'doc'] }), 'COLUMN_UNFIT'],
  [
    orders('tableRowsToReference', { columnNames: 'customer', table2: 'public.customers', table2ColumnNames: 'id' }),
    { status: 'failed', failingRows: '4', rows: '20' },
  ],
  [
    orders(
      'tableRowsToReference',
      { columnNames: ['customer'], table2: 'customers', table2ColumnNames: ['id'] },
      null,
      { where: 'customer <> 4' },
    ),
    { status: 'passed', failingRows: '0', rows: '15' },
  ],
  [orders('tableRowsToReference', { columnNames: 'customer', table2: 'nobody' }), 'RELATION_NOT_FOUND'],
  [
    orders('tableRowsToReference', { columnNames: 'word', table2: 'customers', table2ColumnNames: 'id' }),
    'QUERY_UNFIT',
  ],
  [
    orders('tableCustomSQLQuery', { sqlExpression: 'select * from orders where amount < 0;' }),
    { status: 'passed', observed: '0', failingRows: '0' },
  ],
  [
    orders('tableCustomSQLQuery', { sqlExpression: "select id from orders where word = 'a;b' or id < 4 -- few" }),
    { status: 'failed', observed: '3' },
  ],
  [
    orders('tableCustomSQLQuery', {
      sqlExpression: 'select sum(amount) from orders',
      strategy: 'COUNT',
      operator: '>',
      threshold: 300,
    }),
    { status: 'passed', observed: '315' },
  ],
  [
    orders('tableCustomSQLQuery', {
      sqlExpression: 'select 1 from orders where id <= 5',
      thresholdUnit: 'percentage',
      threshold: 20,
    }),
    { status: 'failed', observed: '25' },
  ],
  [
    orders('tableCustomSQLQuery', {
      sqlExpression: 'select 1 from orders where id <= 5',
      thresholdUnit: 'PERCENTAGE',
      operator: '==',
      threshold: 50,
      partitionExpression: 'id <= 10',
    }),
    { status: 'passed', observed: '50' },
  ],
  [orders('tableCustomSQLQuery', { sqlExpression: 'select nothing from orders' }), 'COLUMN_NOT_FOUND'],
  [orders('tableCustomSQLQuery', { sqlExpression: 'select id from orders', strategy: 'COUNT' }), 'QUERY_UNFIT'],
  [orders('tableCustomSQLQuery', { sqlExpression: 'delete from orders returning 1' }), 'QUERY_UNFIT'],
  [
    orders('tableCustomSQLQuery', {
      sqlExpression: "select nextval(pg_get_serial_sequence('orders', 'id')), lo_create(1)",
    }),
    'QUERY_WOULD_WRITE',
  ],
  [
    { relation: 'customers', kind: 'tableDiff', parameters: { table2: 'copied' } },
    { status: 'failed', observed: '3' },
  ],
  [{ relation: 'customers', kind: 'tableDiff', parameters: { table2: 'copied', threshold: 3 } }, { status: 'passed' }],
  [
    { relation: 'customers', kind: 'tableDiff', parameters: { table2: 'copied', where: 'id in (0, 3)' } },
    { status: 'passed', observed: '0' },
  ],
  [
    { relation: 'customers', kind: 'tableDiff', parameters: { table2: 'copied', useColumns: 'ID' } },
    { status: 'failed', observed: '2' },
  ],
  [
    { relation: 'customers', kind: 'tableDiff', parameters: { table2: 'twice', keyColumns: 'id' } },
    { status: 'failed', observed: { onlyHere: ['id', 'name'], onlyThere: ['a', 'b'] } },
  ],
  [{ relation: 'copied', kind: 'tableDiff', parameters: { table2: 'customers' } }, 'PARAMETER_UNFIT'],
  [orders('columnValuesToBeUnique', {}, 'id'), { status: 'passed', failingRows: '0', observed: '0' }],
  [orders('columnValuesToBeUnique', {}, 'customer'), { status: 'failed', failingRows: '19', rows: '20' }],
  [orders('columnValuesToBeUnique', {}, 'customer', { where: 'id between 1 and 4' }), { status: 'passed' }],
  [orders('columnValuesToBeUnique', {}, 'nick'), { status: 'failed', failingRows: '20' }],
  [orders('columnValuesToBeUnique', {}, 'list'), { status: 'passed' }],
  [orders('columnValuesToBeUnique', {}, 'place'), 'COLUMN_UNFIT'],
  [orders('columnValuesToBeNotNull', {}, 'word'), { status: 'passed', failingRows: '0' }],
  [
    orders('columnValuesToBeNotNull', {}, 'customer'),
    { status: 'failed', failingRows: '1', observed: '1', rows: '20' },
  ],
  [orders('columnValuesToBeNotNull', {}, 'custmer'), 'COLUMN_NOT_FOUND'],
  [
    orders('columnValuesToBeInSet', { allowedValues: ['sad', 'ok', 'happy', 'no label'] }, 'feeling'),
    { status: 'passed' },
  ],
  [orders('columnValuesToBeInSet', { allowedValues: [0, 1, '2'] }, 'customer'), { status: 'failed', failingRows: '8' }],
  [orders('columnValuesToBeInSet', { allowedValues: ['ab0', 'ab1', 'ab2', 'ab3'] }, 'tag'), { status: 'passed' }],
  [orders('columnValuesToBeInSet', { allowedValues: ['ann'] }, 'nick'), { status: 'passed' }],
  [
    orders('columnValuesToBeInSet', { allowedValues: [7], matchEnum: false }, 'small'),
    { status: 'passed', observed: '1' },
  ],
  [orders('columnValuesToBeInSet', { allowedValues: [true] }, 'yes'), { status: 'failed', failingRows: '10' }],
  [orders('columnValuesToBeInSet', { allowedValues: ['{"a": 1}'] }, 'doc'), { status: 'passed' }],
  [orders('columnValuesToBeInSet', { allowedValues: ['many'] }, 'customer'), 'PARAMETER_UNFIT'],
  [
    orders('columnValuesToBeNotInSet', { forbiddenValues: ['NaN', 'Infinity'] }, 'ratio'),
    { status: 'failed', failingRows: '2' },
  ],
  [orders('columnValuesToBeNotInSet', { forbiddenValues: ['Ž'] }, 'word'), { status: 'passed' }],
  [orders('columnValuesToBeNotInSet', { forbiddenValues: ['x'] }, 'amount'), 'PARAMETER_UNFIT'],
  [orders('columnValuesToMatchRegex', { regex: '^(Žluť𝒳|n\\d+)$' }, 'word'), { status: 'passed' }],
  [orders('columnValuesToMatchRegex', { regex: '^a' }, 'nick'), { status: 'passed' }],
  [orders('columnValuesToMatchRegex', { regex: '^n' }, 'word'), { status: 'failed', failingRows: '10' }],
  [orders('columnValuesToMatchRegex', { regex: '(' }, 'word'), 'PARAMETER_UNFIT'],
  [orders('columnValuesToNotMatchRegex', { forbiddenRegex: '^1' }, 'small'), { status: 'failed', failingRows: '11' }],
  [orders('columnValuesToNotMatchRegex', { forbiddenRegex: "'; drop" }, 'word'), { status: 'passed' }],
  [orders('columnValuesToNotMatchRegex', { forbiddenRegex: '[' }, 'word'), 'PARAMETER_UNFIT'],
  [orders('columnValuesToBeBetween', { minValue: 1.5, maxValue: 30 }, 'amount'), { status: 'passed' }],
  [orders('columnValuesToBeBetween', { minValue: 0 }, 'ratio'), { status: 'failed', failingRows: '1' }],
  [orders('columnValuesToBeBetween', { maxValue: 19 }, 'ratio'), { status: 'failed', failingRows: '3' }],
  [orders('columnValuesToBeBetween', { minValue: '2000-01-01', maxValue: 'today' }, 'day'), { status: 'passed' }],
  [orders('columnValuesToBeBetween', { minValue: 'ANN', maxValue: 'ann' }, 'nick'), { status: 'passed' }],
  [orders('columnValuesToBeBetween', { minValue: 'ok' }, 'feeling'), { status: 'failed', failingRows: '6' }],
  [orders('columnValuesToBeBetween', { minValue: 0.5, maxValue: 1e30 }, 'small'), { status: 'passed' }],
  [orders('columnValuesToBeBetween', { maxValue: 19.5 }, 'id'), { status: 'failed', failingRows: '1' }],
  [orders('columnValuesSumToBeBetween', { minValue: 209.5, maxValue: 1e40 }, 'id'), { status: 'passed' }],
  [orders('columnValueMaxToBeBetween', { maxValue: 99999 }, 'small'), { status: 'passed' }],
  [orders('columnValuesToBeBetween', { minValue: 'low' }, 'amount'), 'PARAMETER_UNFIT'],
  [orders('columnValueLengthsToBeBetween', { minLength: 2, maxLength: 6 }, 'word'), { status: 'passed' }],
  [orders('columnValueLengthsToBeBetween', { maxLength: 2 }, 'word'), { status: 'failed', failingRows: '15' }],
  [orders('columnValueLengthsToBeBetween', { minLength: 2, maxLength: 2 }, 'raw'), { status: 'passed' }],
  [orders('columnValueLengthsToBeBetween', { minLength: 3 }, 'list'), { status: 'failed', failingRows: '20' }],
  [orders('columnValueLengthsToBeBetween', { maxLength: 2 }, 'id'), 'COLUMN_UNFIT'],
  [orders('columnValuesMissingCount', { missingCountValue: 1 }, 'customer'), { status: 'passed', observed: '1' }],
  [
    orders('columnValuesMissingCount', { missingCountValue: 1, missingValueMatch: ['0'] }, 'customer'),
    { status: 'failed', observed: '4' },
  ],
  [orders('columnValuesMissingCount', { missingCountValue: 1 }, 'x'), 'COLUMN_NOT_FOUND'],
  [
    orders('columnValueMaxToBeBetween', { minValueForMaxInCol: 30, maxValueForMaxInCol: 30 }, 'amount'),
    { status: 'passed', observed: '30.00' },
  ],
  [orders('columnValueMaxToBeBetween', { maxValue: 19 }, 'small'), { status: 'failed', observed: 20 }],
  [orders('columnValueMaxToBeBetween', { minValue: 0 }, 'ratio'), { status: 'failed', observed: 'NaN' }],
  [
    orders('columnValueMaxToBeBetween', { maxValue: '00000000-0000-4000-8000-000000000020' }, 'key'),
    { status: 'passed' },
  ],
  [orders('columnValueMaxToBeBetween', { maxValue: 'x' }, 'place'), 'COLUMN_UNFIT'],
  [orders('columnValueMinToBeBetween', { minValue: 'n1', maxValue: 'Žluť𝒳' }, 'word'), { observed: 'n1' }],
  [orders('columnValueMinToBeBetween', { minValue: 'ann', maxValue: 'ANN' }, 'nick'), { status: 'passed' }],
  [orders('columnValueMinToBeBetween', { minValue: 2 }, 'id'), { status: 'failed', observed: '1' }],
  [orders('columnValueMinToBeBetween', { minValue: 'soon' }, 'placed'), 'PARAMETER_UNFIT'],
  [
    { relation: 'empty_one', column: 'amount', kind: 'columnValueMinToBeBetween', parameters: { minValue: 0 } },
    { status: 'failed', observed: null, rows: '0' },
  ],
  [
    orders('columnValueMeanToBeBetween', { minValue: 15.75, maxValue: '15.75' }, 'amount'),
    { status: 'passed', observed: '15.7500000000000000' },
  ],
  [orders('columnValueMeanToBeBetween', { maxValue: 10 }, 'small'), { status: 'failed' }],
  [orders('columnValueMeanToBeBetween', { maxValue: '1 hour' }, 'span'), { status: 'passed' }],
  [orders('columnValueMeanToBeBetween', { maxValue: 10 }, 'word'), 'COLUMN_UNFIT'],
  [
    orders('columnValueMedianToBeBetween', { minValue: 10.5, maxValue: 10.5 }, 'id'),
    { status: 'passed', observed: '10.5' },
  ],
  [orders('columnValueMedianToBeBetween', { minValue: 11 }, 'cash'), { status: 'failed', observed: '10.5' }],
  [orders('columnValueMedianToBeBetween', { maxValue: 'today' }, 'day'), { status: 'passed' }],
  [orders('columnValueMedianToBeBetween', { maxValue: 1 }, 'yes'), 'COLUMN_UNFIT'],
  [orders('columnValueStdDevToBeBetween', { minValue: 5.91, maxValue: 5.92 }, 'small'), { status: 'passed' }],
  [orders('columnValueStdDevToBeBetween', { maxValue: 1 }, 'amount'), { status: 'failed' }],
  [orders('columnValueStdDevToBeBetween', { maxValue: 1 }, 'span'), 'COLUMN_UNFIT'],
  [
    orders('columnValuesSumToBeBetween', { minValueForColSum: 315, maxValueForColSum: 315 }, 'amount'),
    { status: 'passed', observed: '315.00' },
  ],
  [orders('columnValuesSumToBeBetween', { minValue: 0 }, 'ratio'), { status: 'failed', observed: 'NaN' }],
  [orders('columnValuesSumToBeBetween', { minValue: 'x' }, 'ratio'), 'PARAMETER_UNFIT'],
  [
    {
      relation: 'huge',
      column: 'value',
      kind: 'columnValueMaxToBeBetween',
      parameters: { minValue: `1${'0'.repeat(199)}1`, maxValue: `1${'0'.repeat(199)}1` },
    },
    { status: 'passed' },
  ],
  [
    {
      relation: 'huge',
      column: 'value',
      kind: 'columnValueMedianToBeBetween',
      parameters: { minValue: '1e200', maxValue: '1e200' },
    },
    { status: 'passed' },
  ],
  [
    {
      relation: 'huge',
      column: 'wide',
      kind: 'columnValuesSumToBeBetween',
      parameters: { minValue: '1e308', maxValue: '1e308' },
    },
    { status: 'passed' },
  ],
  [
    {
      relation: 'huge',
      column: 'many',
      kind: 'columnValuesSumToBeBetween',
      parameters: { minValue: '18446744073709551615', maxValue: '18446744073709551615' },
    },
    { status: 'passed', observed: '18446744073709551615' },
  ],
  [
    {
      relation: 'huge',
      column: 'many',
      kind: 'columnValuesToBeBetween',
      parameters: { maxValue: '9223372036854775806' },
    },
    { status: 'failed', failingRows: '2' },
  ],
]
