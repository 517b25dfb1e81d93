import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeAccessScript } from '../../../../src/connectors/postgres/privileges/access-script.ts'
import type { AccessRequest } from '../../../../src/core/access.ts'
import { availableMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { copied, diagnosisOf, runTest, stageOf } from '../diagnose/run-test.ts'
import { privilegeState } from './privilege-state.ts'
import { runPsql } from './run-psql.ts'

const owner = { user: 'app_owner', password: 'canary of the owner' }
const typed = 'canary typed by the owner'
/** 16 is where CREATEROLE lost most of its power. */
const majors = availableMajors().filter((major, at, all) => at === 0 || major === 16 || at === all.length - 1)

/** Databases of people who are no superusers: scripts have to work for those who own what they open. */
describe.each(majors)('run by the owner of database and schemas, on Postgres %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql(`create role app_owner login createrole password '${owner.password}'`)
    await server.sql('create database shop owner app_owner')
    await runPsql(
      server,
      `create schema sales; create table sales.orders (id int, total numeric); create table sales.customers (id int);
       create schema hr; create table hr.people (id int);`,
      { as: owner, database: 'shop' },
    )
  })
  afterAll(() => server?.stop())

  const formOf = (username: string, password: string) => ({
    hostPort: `127.0.0.1:${server.port}`,
    database: 'shop',
    username,
    password,
  })

  test('the script for a new role makes it, opens what was named, and is taken back without a trace', async () => {
    const before = await privilegeState(server, ['shop'])
    const request: AccessRequest = {
      role: 'catalog_reader',
      capabilities: ['metadata', 'profiles'],
      databases: [{ name: 'shop', schemas: ['sales', 'hr'] }],
      owners: [owner.user],
      login: 'password',
      provider: 'own',
      address: null,
      tls: false,
      validUntil: '2099-12-31',
      connectionLimit: 4,
    }
    const written = writeAccessScript(request)
    if (!written.ok) throw new Error(JSON.stringify(written.error))
    await runPsql(server, written.value.grant, { as: owner, typed: `${typed}\n${typed}\n` })
    const run = await runTest(formOf('catalog_reader', typed))
    expect(stageOf(run, 'relations')).toMatchObject({ status: 'passed', facts: { visible: 3, readable: 3 } })
    await runPsql(server, written.value.revoke, { as: owner })
    expect(await privilegeState(server, ['shop'])).toEqual(before)
  })

  test('the script for what a role lacks opens exactly that, with the tables of tomorrow, and is taken back', async () => {
    await server.sql("create role narrow login password 'canary of the narrow'")
    await runPsql(server, 'grant usage on schema sales to narrow; grant select (id) on sales.orders to narrow', {
      as: owner,
      database: 'shop',
    })
    const before = await privilegeState(server, ['shop'])
    const form = formOf('narrow', 'canary of the narrow')
    const lacking = await runTest(form)
    expect(stageOf(lacking, 'relations')).toMatchObject({ facts: { visible: 3, readable: 1 } })
    const stages = ['schemas', 'relations', 'columns'] as const
    const script = (label: string) => stages.map((stage) => copied(diagnosisOf(lacking, stage), label)).join('\n')
    await runPsql(server, script('Copy GRANT'), { as: owner, database: 'shop' })
    await runPsql(server, 'create table hr.tomorrow (id int)', { as: owner, database: 'shop' })
    const run = await runTest(form)
    for (const stage of stages) expect(stageOf(run, stage).status, stage).toBe('passed')
    expect(stageOf(run, 'relations')).toMatchObject({ facts: { visible: 4, readable: 4 } })
    await runPsql(server, 'drop table hr.tomorrow', { as: owner, database: 'shop' })
    await runPsql(server, script('Copy REVOKE'), { as: owner, database: 'shop' })
    expect(await privilegeState(server, ['shop'])).toEqual(before)
  })
})
