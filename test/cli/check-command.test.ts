import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseChecks } from '../../src/core/quality/checks/parse-checks.ts'
import { patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

let server: TestServer
let folder: string
const password = 'canary-of-the-checker'
const target = () => `postgresql://checker@127.0.0.1:${server.port}/shop`
const run = (...args: string[]) => patchbay(args, { env: { PATCHBAY_PASSWORD: password } })
const check = (...args: string[]) => run('check', target(), ...args)
const inFolder = (name: string) => path.join(folder, name)
const write = async (name: string, text: string) => {
  await writeFile(inFolder(name), text)
  return inFolder(name)
}

const checks = `checks:
  - { id: rows, relation: orders, kind: tableRowCountToBeBetween, parameters: { minValue: 1 } }
  - { id: amounts, relation: orders, column: amount, kind: columnValuesToBeBetween, parameters: { maxValue: 200 } }
  - { id: notes, relation: orders, column: note, kind: columnValuesToBeNotNull, severity: warning }
  - { id: typo, relation: orders, column: amont, kind: columnValuesToBeNotNull }
`

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-check-'))
  server = await startServer()
  await server.sql(`create role checker login password '${password}'`)
  await server.sql('create database shop')
  await server.sql(
    `create table customers (id int primary key, mail text unique);
    create table orders (
      id bigint primary key, customer int references customers, amount numeric(10, 2) check (amount >= 0 and amount <= 1000),
      state text not null check (state in ('new', 'it''s paid')), note text, placed timestamptz default now(),
      line int, unique (customer, line)
    );
    insert into customers select i, 'm' || i from generate_series(1, 5) i;
    insert into orders select i, i % 5 + 1, i, 'new', case when i < 3 then '<&>' || chr(7) end, now(), i from generate_series(1, 203) i;
    grant select on all tables in schema public to checker`,
    'shop',
  )
  await write('checks.yaml', checks)
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('patchbay check', () => {
  test('prints one document, and answers no where a critical check fails', async () => {
    const { code, out, err } = await check('--checks', inFolder('checks.yaml'), '--json')
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const [first, ...rest] = JSON.parse(out).checks
    expect(first).toEqual({
      id: 'rows',
      kind: 'tableRowCountToBeBetween',
      database: 'shop',
      schema: 'public',
      relation: 'orders',
      column: null,
      severity: 'critical',
      status: 'passed',
      observed: '203',
      expected: { minValue: 1 },
      failingRows: null,
      rows: '203',
      reason: null,
      samples: null,
      checkedAt: expect.any(String),
      durationMs: expect.any(Number),
    })
    expect(rest).toMatchObject([
      { id: 'amounts', status: 'failed', observed: '3', failingRows: '3', expected: { maxValue: 200 } },
      { id: 'notes', status: 'failed', severity: 'warning', failingRows: '201' },
      { id: 'typo', status: 'error', reason: { message: 'There is no column amont. Is it amount?' } },
    ])
  })

  test('prints a line for each check, and failing rows where they are asked for', async () => {
    const { code, out } = await check('--checks', inFolder('checks.yaml'), '--failing-rows', '1')
    expect(code).toBe(1)
    expect(out.split('\n')).toEqual([
      '✓ public.orders  Number of rows in a range: 203 rows',
      '✗ public.orders.amount  In a range: 3 of 203 rows fail',
      '    id   amount',
      '    201  201.00',
      '✗ public.orders.note  Not null: 201 of 203 rows fail (warning)',
      '    id  note',
      '    3   null',
      '! public.orders.amont  Not null: There is no column amont. Is it amount? [COLUMN_NOT_FOUND]',
      '1 passed, 2 failed, 1 could not be answered.',
      '',
    ])
  })

  test('passes where no more than warnings fail', async () => {
    const file = await write(
      'warning.yaml',
      checks
        .split('\n')
        .filter((line) => !/amount|amont/.test(line))
        .join('\n'),
    )
    expect((await check('--checks', file)).code).toBe(0)
  })

  test('writes JUnit XML that says which failed and why', async () => {
    const file = inFolder('junit.xml')
    const query = `  - { id: "<&\\"\\x07", relation: orders, kind: tableCustomSQLQuery, parameters: { sqlExpression: "select note from orders where note = '<&>' || chr(7)" } }\n`
    await check('--checks', await write('odd.yaml', checks + query), '--junit', file)
    const xml = (await readFile(file, 'utf8')).replace(/time="[\d.]+"/g, 'time=""')
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="patchbay check" tests="5" failures="2" errors="1" time="">
  <testsuite name="public.orders" tests="5" failures="2" errors="1" time="">
    <testcase name="rows" classname="public.orders" time=""/>
    <testcase name="amounts" classname="public.orders" time="">
      <failure message="3 of 203 rows fail" type="columnValuesToBeBetween"/>
    </testcase>
    <testcase name="notes" classname="public.orders" time="">
      <system-out>Warning: 201 of 203 rows fail</system-out>
    </testcase>
    <testcase name="typo" classname="public.orders" time="">
      <error message="There is no column amont. Is it amount?" type="COLUMN_NOT_FOUND"/>
    </testcase>
    <testcase name="&lt;&amp;&quot;\ufffd" classname="public.orders" time="">
      <failure message="it returns 2 rows; expected &lt;= 0" type="tableCustomSQLQuery"/>
    </testcase>
  </testsuite>
</testsuites>
`)
  })

  test('refuses a file that is none, with every place', async () => {
    const file = await write(
      'broken.yaml',
      'checks:\n  - { relation: a, kind: b }\n  - { relation: "", kind: tableDiff }\n',
    )
    const { code, out } = await check('--checks', file, '--json')
    expect(code).toBe(2)
    const { details, ...body } = JSON.parse(out)
    expect(body).toMatchObject({ code: 'INPUT_UNREADABLE' })
    expect(details.split('\n')).toEqual([
      'line 2, column 26: checks[0].kind: There is no such kind of check.',
      'line 3, column 17: checks[1].relation: Write text here.',
      'line 3, column 5: checks[1]: relation is missing.',
      'line 3, column 5: checks[1].parameters: table2 is missing.',
    ])
    expect(await check()).toMatchObject({ code: 2 })
  })

  test('says why it cannot connect', async () => {
    const { code, out, err } = await patchbay(['check', target(), '--checks', inFolder('checks.yaml')], {
      env: { PATCHBAY_PASSWORD: 'wrong' },
    })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('AUTH_PASSWORD_REJECTED')
  })

  test.each([['check', '--checks', 'checks.yaml'], ['profile'], ['usage']])(
    'says so as the one document of %s --json',
    async (command, ...more) => {
      const files = more.map((each) => (each.startsWith('--') ? each : inFolder(each)))
      const { code, out, err } = await patchbay([command, target(), ...files, '--json'], {
        env: { PATCHBAY_PASSWORD: 'wrong' },
      })
      expect({ code, err }).toEqual({ code: 1, err: '' })
      expect(JSON.parse(out)).toMatchObject({
        code: 'AUTH_PASSWORD_REJECTED',
        message: expect.stringContaining('password'),
        hint: expect.any(String),
      })
    },
  )
})

test('suggestions from constraints and a profile are a file of checks that pass', async () => {
  const profile = await run('profile', target(), '--relation', 'orders', '--json')
  const file = await write('profile.json', profile.out)
  const { code, out } = await check('--suggest', '--profile', file)
  expect(code).toBe(0)
  const parsed = parseChecks(out)
  const suggested = parsed.ok ? parsed.value.map(({ id }) => id.replace('public.', '')) : []
  expect(suggested).toEqual([
    'customers.id columnValuesToBeNotNull',
    'customers.mail columnValuesToBeUnique',
    'customers.id columnValuesToBeUnique',
    'customers tableSchemaToMatch',
    'orders.id columnValuesToBeNotNull',
    'orders.state columnValuesToBeNotNull',
    'orders tableRowsToBeUnique (customer, line)',
    'orders.id columnValuesToBeUnique',
    'orders.amount columnValuesToBeBetween',
    'orders tableRowsToReference (customer)',
    'orders.state columnValuesToBeInSet',
    'orders tableRowCountToBeBetween',
    'orders.id columnValuesToBeBetween',
    'orders.customer columnValuesToBeNotNull',
    'orders.customer columnValuesToBeBetween',
    'orders.amount columnValuesToBeNotNull',
    'orders.amount columnValuesToBeUnique',
    'orders.placed columnValuesToBeNotNull',
    'orders.line columnValuesToBeNotNull',
    'orders.line columnValuesToBeUnique',
    'orders.line columnValuesToBeBetween',
    'orders tableDataToBeFresh',
    'orders tableSchemaToMatch',
  ])
  const again = await check('--checks', await write('suggested.yaml', out))
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('23 passed, 0 failed, 0 could not') })
  const some = parseChecks((await check('--suggest', '--relation', 'public.customers')).out)
  expect(some.ok && some.value.length).toBe(4)
})
