import pg from 'pg'
import type { EmbeddedPostgres } from '../start-embedded.ts'
import { fleet, payroll } from './sql/fleet.ts'
import { demoRoles, shopAccess } from './sql/shop-access.ts'
import { shopCode } from './sql/shop-code.ts'
import { shopRows } from './sql/shop-rows.ts'
import { shopTables } from './sql/shop-tables.ts'
import { shopWorkload, type WorkloadStatement } from './sql/workload.ts'

/** Raise it with every change to the demo's content: an older or half-written demo is then made anew. */
const contentVersion = '1'

const databases = {
  shop: {
    comment: 'Larkspur Cycles: shops, stock, people and reports.',
    sql: [shopTables, shopCode, shopRows, shopAccess],
  },
  fleet: { comment: 'Larkspur Cycles: the rental fleet.', sql: ['create extension btree_gist', fleet] },
  payroll: { comment: 'Larkspur Cycles: payroll. Closed.', sql: [payroll] },
} as const

/** Fills the server with the demo, unless it is there already. About four seconds. */
export async function seedDemo(server: EmbeddedPostgres): Promise<void> {
  const admin = await open(server, 'postgres')
  try {
    if ((await seededVersion(admin)) === contentVersion) return
    await clear(admin)
    await admin.query(demoRoles)
    for (const [name, { comment, sql }] of Object.entries(databases)) {
      await create(admin, name, comment)
      await fill(server, name, sql)
    }
    await runWorkload(server, 'shop', shopWorkload)
    // Last of all: without this row, the next start begins again.
    await admin.query(`create table patchbay_demo (version) as select '${contentVersion}'`)
  } finally {
    await admin.end()
  }
}

async function seededVersion(admin: pg.Client): Promise<string | null> {
  const { rows } = await admin.query<{ present: boolean }>(
    `select to_regclass('public.patchbay_demo') is not null as present`,
  )
  if (rows[0]?.present !== true) return null
  return (await admin.query<{ version: string }>('select version from patchbay_demo')).rows[0]?.version ?? null
}

async function clear(admin: pg.Client): Promise<void> {
  await admin.query('drop table if exists patchbay_demo')
  const left = await admin.query<{ datname: string }>(
    `select datname from pg_database where not datistemplate and datname <> 'postgres'`,
  )
  for (const { datname } of left.rows) await admin.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`)
  const roles = await admin.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname <> current_user and rolname !~ '^pg_'`,
  )
  for (const { rolname } of roles.rows) await admin.query(`drop role ${pg.escapeIdentifier(rolname)}`)
}

async function create(admin: pg.Client, name: string, comment: string): Promise<void> {
  await admin.query(`create database ${name} template template0`)
  await admin.query(`comment on database ${name} is ${pg.escapeLiteral(comment)}`)
}

async function fill(server: EmbeddedPostgres, name: string, sql: readonly string[]): Promise<void> {
  const client = await open(server, name)
  try {
    // A replica takes rows without firing triggers, so keys are not looked up row by row: half the time.
    await client.query(
      `begin; set local client_min_messages = warning; set local work_mem = '64MB';
       set local session_replication_role = replica`,
    )
    for (const part of sql) await client.query(part)
    await client.query('commit')
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

async function runWorkload(server: EmbeddedPostgres, database: string, statements: readonly WorkloadStatement[]) {
  const client = await open(server, database)
  try {
    await client.query('select pg_stat_statements_reset()')
    await client.query(`set larkspur.team = 'returns'; set larkspur.region = 'NO'`)
    for (const { role, sql, times } of statements) {
      await client.query(`set role ${role}`)
      for (let run = 0; run < times; run++) await client.query(sql)
      await client.query('reset role')
    }
  } finally {
    await client.end()
  }
}

async function open(server: EmbeddedPostgres, database: string): Promise<pg.Client> {
  const { host, port, user, password } = server
  const client = new pg.Client({ host, port, user, password, database, application_name: 'patchbay demo' })
  await client.connect()
  return client
}
