import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestReport } from '../../src/core/connection.ts'
import { toConnectorId, toFieldPath, toServiceId, toTestId } from '../../src/core/ids.ts'
import { hashSettings, type Keyring, toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import type { ServiceContent } from '../../src/store/services.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const scope = { address: 'db:5432 reader', verification: 2, trust: '' }
const password = toFieldPath(['password'])
const canary = 'canary-Zq7-in-the-password'
const oldKey = randomBytes(32)
const newKey = randomBytes(32)

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => server?.stop())

async function freshDatabase(): Promise<string> {
  const name = `state_${randomBytes(6).toString('hex')}`
  await server.sql(`create database ${name}`)
  return `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/${name}`
}

async function withStore<T>(url: string, keyring: Keyring, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ url, keyring })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const content = (name: string, settingsHash: string | null = null): ServiceContent => ({
  name,
  connector: toConnectorId('postgres'),
  settings: { hostPort: 'db:5432', username: 'reader' },
  secrets: new Map([[password, { value: canary, scope }]]),
  settingsHash,
})

const report = (settingsHash: string, verdict: TestReport['verdict']): TestReport => ({
  verdict,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1,
  settingsHash,
  server: null,
  stages: [],
})

describe('opening the state', () => {
  test('several processes may open a new database at once, and open it again', async () => {
    const url = await freshDatabase()
    const keyring = toKeyring([oldKey])
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore({ url, keyring })))
    await Promise.all(stores.map((store) => store.close()))
    await withStore(url, keyring, async (store) => expect(await store.services.list()).toEqual([]))
  })

  test('another key is refused with words, and nothing is changed', async () => {
    const url = await freshDatabase()
    await withStore(url, toKeyring([oldKey]), (store) => store.services.create(content('orders')))
    await expect(openStore({ url, keyring: toKeyring([newKey]) })).rejects.toMatchObject({
      code: 'INSTALLATION_KEY_WRONG',
      hint: expect.stringContaining('PATCHBAY_KEY'),
    })
    await withStore(url, toKeyring([oldKey]), async (store) => expect(await store.services.list()).toHaveLength(1))
  })

  test('a new key in front seals everything anew; the old one is then not needed, and secrets stay what they were', async () => {
    const url = await freshDatabase()
    const id = await withStore(url, toKeyring([oldKey]), (store) => store.services.create(content('orders', 'a hash')))
    const before = await sealedRows(url)
    await withStore(url, toKeyring([newKey, oldKey]), async (store) => {
      expect((await store.services.find(id))?.settingsHash).toBeNull()
    })
    const after = await sealedRows(url)
    expect(after[0]?.split('.')[2]).not.toBe(before[0]?.split('.')[2])
    expect(after[0]?.split('.')[3]).toBe(before[0]?.split('.')[3])
    await withStore(url, toKeyring([newKey]), async (store) => {
      expect((await store.services.find(id))?.secrets.get(password)?.value).toBe(canary)
    })
  })

  test('after a new key, tests are still found where the settings can be hashed anew', async () => {
    const url = await freshDatabase()
    const id = await withStore(url, toKeyring([oldKey]), async (store) => {
      const made = await store.services.create(content('orders', 'old hash'))
      await store.tests.record(toConnectorId('postgres'), report('old hash', 'passed'), made, 'page')
      for (let time = 0; time < 2; time++)
        await store.tests.record(toConnectorId('postgres'), report('hash of what was tried', 'passed'), made, 'page')
      return made
    })
    const keyring = toKeyring([newKey, oldKey])
    const hashForm = ({ secrets }: ServiceContent) => `new hash with ${secrets.get(password)?.value}`
    const store = await openStore({ url, keyring, hashForm })
    try {
      const hash = (await store.services.find(id))?.settingsHash ?? ''
      expect(hash).toBe(`new hash with ${canary}`)
      expect((await store.tests.newestReport(hash))?.settingsHash).toBe(hash)
      expect((await store.tests.newestVerdicts([hash])).get(hash)?.verdict).toBe('passed')
      const kept = await server.sql(
        `select settings_hash, report->>'settingsHash' as reported, count(*)::int as tests
          from patchbay.connection_tests where settings_hash <> '${hash}' group by 1, 2`,
        new URL(url).pathname.slice(1),
      )
      const [tried] = kept
      // Nothing that the old key made is left; what belonged together still does.
      expect(kept).toEqual([
        { settings_hash: tried?.reported, reported: expect.stringMatching(/^[0-9a-f]{64}$/), tests: 2 },
      ])
    } finally {
      await store.close()
    }
  })

  test('a state that cannot be reached is an error with a hint that does not show the URL', async () => {
    const opening = openStore({ url: `postgres://u:${canary}@127.0.0.1:1/x`, keyring: toKeyring([oldKey]) })
    const error: unknown = await opening.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'STATE_DATABASE_UNAVAILABLE', details: 'ECONNREFUSED' })
    expect(JSON.stringify(error)).not.toContain(canary)
  })
})

async function sealedRows(url: string): Promise<string[]> {
  const rows = await server.sql(
    'select sealed from patchbay.service_secrets order by 1',
    new URL(url).pathname.slice(1),
  )
  return rows.map((row) => String(row.sealed))
}

describe('services', () => {
  let url: string
  let store: Store
  const keyring = toKeyring([oldKey])
  beforeAll(async () => {
    url = await freshDatabase()
    store = await openStore({ url, keyring })
  })
  afterAll(async () => store?.close())

  test('no stored row holds a secret in clear', async () => {
    await store.services.create(content('sealed'))
    const database = new URL(url).pathname.slice(1)
    const tables = await server.sql(`select tablename from pg_tables where schemaname = 'patchbay'`, database)
    expect(tables.length).toBeGreaterThanOrEqual(4)
    for (const { tablename } of tables) {
      const rows = await server.sql(`select t::text as row from patchbay.${tablename} t`, database)
      expect(rows.map((row) => row.row).join('\n')).not.toContain(canary)
    }
  })

  test('a sealed text copied to another row does not open there', async () => {
    const [a, b] = [await store.services.create(content('row a')), await store.services.create(content('row b'))]
    await server.sql(
      `update patchbay.service_secrets b set sealed = a.sealed from patchbay.service_secrets a
       where a.service_id = '${a}' and b.service_id = '${b}'`,
      new URL(url).pathname.slice(1),
    )
    await expect(store.services.find(b)).rejects.toThrow('altered or belongs elsewhere')
    expect((await store.services.find(a))?.secrets.get(password)?.value).toBe(canary)
  })

  test('of twenty requests for one name, in any case, one wins and nothing of the others stays', async () => {
    const names = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'Ünique' : 'üNIQUE'))
    const outcomes = await Promise.allSettled(names.map((name) => store.services.create(content(name))))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'SERVICE_NAME_TAKEN' })
    }
    const orphans = await server.sql(
      `select count(*)::int as n from patchbay.service_secrets where service_id not in (select id from patchbay.services)`,
      new URL(url).pathname.slice(1),
    )
    expect(orphans[0]?.n).toBe(0)
  })

  test('an update that fails half-way changes nothing', async () => {
    await store.services.create(content('taken'))
    const id = await store.services.create(content('mine'))
    const change = store.services.update(id, (service) => ({
      ...service,
      name: 'TAKEN',
      settings: { hostPort: 'elsewhere' },
      secrets: new Map(),
    }))
    await expect(change).rejects.toMatchObject({ code: 'SERVICE_NAME_TAKEN' })
    expect(await store.services.find(id)).toMatchObject({ name: 'mine', settings: { hostPort: 'db:5432' } })
    expect((await store.services.find(id))?.secrets.size).toBe(1)
  })

  test('what is not there is null', async () => {
    const nobody = toServiceId('00000000-0000-4000-8000-000000000000')
    expect(await store.services.find(nobody)).toBeNull()
    expect(await store.services.update(nobody, (service) => service)).toBeNull()
    expect(await store.services.delete(nobody)).toBe(false)
  })

  test('the newest test of the same settings tells the verdict', async () => {
    const hash = hashSettings(keyring, toConnectorId('postgres'), { hostPort: 'db' })
    await store.tests.record(toConnectorId('postgres'), report(hash, 'failed'), null, 'page')
    await store.tests.record(toConnectorId('postgres'), report(hash, 'passed'), null, 'page')
    await store.tests.record(toConnectorId('postgres'), report('another', 'failed'), null, 'page')
    const verdicts = await store.tests.newestVerdicts([hash, 'never tested'])
    expect([...verdicts].map(([key, { verdict }]) => [key, verdict])).toEqual([[hash, 'passed']])
    expect((await store.tests.newestReport(hash))?.verdict).toBe('passed')
  })
})

describe('past tests', () => {
  const connector = toConnectorId('postgres')
  let url: string
  let store: Store
  beforeAll(async () => {
    url = await freshDatabase()
    store = await openStore({ url, keyring: toKeyring([oldKey]) })
  })
  afterAll(async () => store?.close())

  const ofHash = async (hash: string) => (await store.tests.newestVerdicts([hash])).get(hash)

  test('of a form join the history of the service that is saved with it, and go with it', async () => {
    await store.tests.record(connector, report('form', 'failed'), null, 'page')
    const id = await store.services.create(content('joined', 'form'))
    await store.tests.record(connector, report('form', 'passed'), id, 'command')
    await store.services.update(id, (service) => ({ ...service, settingsHash: 'other' }))
    await store.tests.record(connector, report('other', 'failed'), id, 'schedule')
    const found = await store.tests.list(id, null, 10)
    expect(found?.tests.map(({ origin, outline }) => [origin, outline.verdict])).toEqual([
      ['schedule', 'failed'],
      ['command', 'passed'],
      ['page', 'failed'],
    ])
    const [newest, , oldest] = found?.tests ?? []
    expect(await store.tests.find(id, oldest?.id ?? toTestId('1'))).toMatchObject({
      report: { verdict: 'failed' },
      later: found?.tests[1]?.id,
    })
    expect(await store.tests.list(id, newest?.id ?? null, 1)).toMatchObject({ tests: [{ origin: 'command' }] })
    await store.services.delete(id)
    expect(await store.tests.list(id, null, 10)).toBeNull()
    expect([await ofHash('form'), await ofHash('other')]).toEqual([undefined, undefined])
  })

  test('stay with a copy when the service they were made for goes', async () => {
    const [first, copy] = [
      await store.services.create(content('original', 'shared')),
      await store.services.create(content('copy', 'shared')),
    ]
    await store.tests.record(connector, report('shared', 'passed'), first, 'page')
    await store.services.delete(first)
    expect((await store.tests.list(copy, null, 10))?.tests).toHaveLength(1)
  })

  test('tell since when they go worse, and that they went better once', async () => {
    const id = await store.services.create(content('moving', 'moving'))
    const moves = []
    for (const verdict of ['passed', 'failed', 'failed', 'warned', 'warned'] as const) {
      await store.tests.record(connector, report('moving', verdict), id, 'schedule')
      const { trend, trendSince, testedAt } = (await ofHash('moving')) ?? {}
      moves.push([trend, trendSince?.getTime() === testedAt?.getTime()])
    }
    expect(moves.map(([trend]) => trend)).toEqual([null, 'worse', 'worse', 'better', 'better'])
    expect(moves.slice(1).map(([, isFirst]) => isFirst)).toEqual([true, false, true, false])
  })

  test('past keeping are removed, never the newest and never the one that labels the service', async () => {
    const id = await store.services.create(content('kept', 'present'))
    for (const hash of ['present', 'present', 'tried', 'tried']) {
      await store.tests.record(connector, report(hash, 'passed'), id, 'page')
    }
    await store.retention.writeOwn(id, { keepLast: 1, keepDays: 0 })
    await store.retention.prune(id)
    expect((await store.tests.list(id, null, 10))?.tests.map(({ outline }) => outline.settingsHash)).toEqual([
      'tried',
      'present',
    ])
  })
})

test('a settings hash depends on every value and the key, not on the order of members', () => {
  const keyring = toKeyring([oldKey])
  const connector = toConnectorId('postgres')
  const hash = hashSettings(keyring, connector, { a: '1', b: { c: 2, d: [1, 2] } })
  expect(hash).toMatch(/^[\da-f]{64}$/)
  expect(hashSettings(keyring, connector, { b: { d: [1, 2], c: 2 }, a: '1' })).toBe(hash)
  expect(hashSettings(keyring, connector, { a: '1', b: { c: 2, d: [2, 1] } })).not.toBe(hash)
  expect(hashSettings(toKeyring([newKey]), connector, { a: '1', b: { c: 2, d: [1, 2] } })).not.toBe(hash)
})
