import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceId } from '../../../src/core/ids.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { checkSorts, profileSorts } from '../../../src/core/quality-api.ts'
import { findLastSeen } from '../../../src/runs/catalog.ts'
import { addChecks, deleteCheck, listChecks, readChecks } from '../../../src/runs/quality/checks.ts'
import { listFailures, listProfiles, showCoverage } from '../../../src/runs/quality/list-profiles.ts'
import { listQuality } from '../../../src/runs/quality/profiles.ts'
import { addSuggestions, listSuggestions } from '../../../src/runs/quality/suggestions.ts'
import { filledRelation, fillQuality } from '../../support/fill-quality.ts'
import { plainTable } from '../../support/plain-table.ts'
import { startState, type TestState } from '../../support/stored-catalog.ts'

const relations = 60
let state: TestState
let service: ServiceId
beforeAll(async () => {
  state = await startState()
  service = await state.makeService('large')
  await state.keep(
    service,
    Array.from({ length: relations }, (_, at) => plainTable('public', filledRelation(at))),
  )
  await fillQuality(String(state.env.DATABASE_URL), service, relations)
})
afterAll(() => state?.stop())

interface Page {
  readonly next: string | null
}

/** All pages, one after the other; `between` happens after the first. */
async function allPages<P extends Page>(read: (cursor: string | null) => Promise<P>, between?: () => Promise<unknown>) {
  const pages = [await read(null)]
  await between?.()
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) pages.push(await read(next))
  return pages
}

const checkIds = async (query: Parameters<typeof listChecks>[2], between?: () => Promise<unknown>) => {
  const pages = await allPages((cursor) => listChecks(state, service, { ...query, cursor }), between)
  return pages.flatMap(({ checks }) => checks.map(({ check }) => check.id))
}

const profiled = async (query: Parameters<typeof listProfiles>[2]) => {
  const pages = await allPages((cursor) => listProfiles(state, service, { ...query, cursor }))
  return pages.flatMap(({ profiles }) => profiles.map(({ relation }) => relation))
}

/** A run with profiles of tables that nobody read, and of others none. */
async function addProfiles(id: ServiceId, names: readonly string[], failed: readonly string[] = []) {
  const queued = await state.store.runs.enqueue(id, 'profile', 'asked', null)
  const taken = queued && (await state.store.runs.take(queued.id, crypto.randomUUID(), 2))
  if (taken?.taken !== true) throw new Error('the run was not to be had')
  const { run } = taken
  const rest = { kind: 'table', durationMs: 1, rows: null, bytes: null, columns: [], problems: [] }
  for (const relation of names) {
    const profile = { database: 'orders', schema: 'public', relation, profiledAt: '2026-01-01T00:00:00Z', ...rest }
    await state.store.profiles.add(run, profile, null)
  }
  const reason = { code: 'RELATION_NOT_READABLE', message: 'It timed out.' }
  const failures = failed.map((relation) => ({ database: 'orders', schema: 'public', relation, reason }))
  await state.store.profiles.finish(run, failures, (tx) =>
    state.store.runs.endWithin(tx, run, { state: 'succeeded', reason: null, result: null }),
  )
}

async function query(text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: state.env.DATABASE_URL })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows
  } finally {
    await client.end()
  }
}

const orders = [true, false].flatMap((down) => checkSorts.map((sort) => ({ sort, down })))

test('pages of checks hold each check once, in one order, whatever they are sorted by', async () => {
  for (const order of orders) {
    const whole = await checkIds({ ...order, limit: 999 })
    expect(new Set(whole).size).toBe(relations)
    expect(await checkIds({ ...order, limit: 7 }), JSON.stringify(order)).toEqual(whole)
  }
  const [byId, ids] = [
    await checkIds({ sort: 'id', limit: 999 }),
    (await readChecks(state, service)).map(({ id }) => id),
  ]
  expect(byId).toEqual(ids)
  const failing = await listChecks(state, service, { sort: 'failing', down: true, limit: 3 })
  expect(failing.checks.map(({ newest }) => newest?.failingRows)).toEqual(['59', '58', '57'])
  const { checks } = await listChecks(state, service, { limit: 999 })
  const states = checks.map(({ check, newest }) => `${newest?.status} ${check.severity}`)
  expect([...new Set(states)]).toEqual([
    'failed critical',
    'error critical',
    'failed warning',
    'undefined critical',
    'passed critical',
  ])
})

test('a filter counts what fits it beside what there is', async () => {
  const { counts, matching, checks, next } = await listChecks(state, service, {
    states: ['failed', 'warning'],
    limit: 5,
  })
  expect(counts).toEqual({ failed: 6, error: 6, warning: 6, waiting: 6, passed: 36 })
  expect([matching, checks.length, next === null]).toEqual([12, 5, false])
  expect(await checkIds({ states: ['failed', 'warning'], limit: 5 })).toHaveLength(12)
  const matches = async (...words: string[]) => (await listChecks(state, service, { words })).matching
  expect(await Promise.all([matches('T00001'), matches('set', 't000012'), matches('no_such'), matches('%')])).toEqual([
    10, 1, 0, 0,
  ])
  const place = { database: 'orders', schema: 'public', relation: filledRelation(12) }
  expect(await listChecks(state, service, { place })).toMatchObject({ matching: 1, counts: { error: 1, passed: 0 } })
  expect(await listQuality(state)).toMatchObject([{ checks: { failed: 12, error: 6, waiting: 6, passed: 36 } }])
})

test('what is added and deleted between two pages moves nothing from one to the other', async () => {
  const whole = await checkIds({ sort: 'id', limit: 999 })
  const first = await readChecks(state, service).then(([check]) => check)
  const written = { id: '0', relation: 'public.t000001', column: 'id', kind: 'columnValuesToBeNotNull' }
  const read = await checkIds({ sort: 'id', limit: 7 }, async () => {
    await deleteCheck(state, service, String(first?.id))
    await addChecks(state, service, [written])
  })
  expect(read).toEqual(whole)
  expect(await checkIds({ sort: 'id', limit: 7 })).toEqual(['0', ...whole.slice(1)])
  await deleteCheck(state, service, '0')
})

test('long rows make a page shorter, and one row alone may be as long as it is', async () => {
  const long = Array.from({ length: 8 }, (_, at) => ({
    id: `long ${at}`,
    relation: 'public.long',
    column: 'note',
    kind: 'columnValuesToBeInSet',
    parameters: { allowedValues: ['x'.repeat(at === 3 ? 200_000 : 30_000)] },
  }))
  await addChecks(state, service, long)
  const place = { database: 'orders', schema: 'public', relation: 'long' }
  const pages = await allPages((cursor) => listChecks(state, service, { place, cursor }))
  expect(pages.map(({ checks }) => checks.map(({ check }) => check.id.slice(5)).join(' '))).toEqual([
    '0 1',
    '2',
    '3',
    '4 5',
    '6 7',
  ])
  for (const { id } of long) await deleteCheck(state, service, id)
})

test('pages of profiles hold each relation once, and of what is gone nothing', async () => {
  for (const sort of profileSorts) {
    for (const down of [true, false]) {
      const whole = await profiled({ sort, down, limit: 999 })
      expect(new Set(whole).size).toBe(relations)
      expect(await profiled({ sort, down, limit: 7 }), `${sort} ${down}`).toEqual(whole)
    }
  }
  expect((await profiled({ sort: 'rows', down: true }))[0]).toBe(filledRelation(59))
  expect(await profiled({ only: 'changed', limit: 2 })).toEqual([0, 10, 20, 30, 40, 50].map(filledRelation))
  expect(await profiled({ words: ['public', 'T00003'] })).toHaveLength(10)
  const failures = await allPages((cursor) => listFailures(state, service, { cursor, limit: 1 }))
  expect(failures.map(({ failures: [one], matching }) => [one?.relation, matching])).toEqual([['failed1', 1]])
  expect(await showCoverage(state, service)).toMatchObject({
    profiled: relations,
    compared: relations,
    changed: 6,
    failures: 1,
    catalog: { relations, profiled: relations, missing: [] },
  })
  const left = Array.from({ length: 9 }, (_, at) => plainTable('public', filledRelation(at)))
  await state.keep(service, [...left, plainTable('public', 'new')])
  expect(await profiled({ limit: 5 })).toEqual(left.map(({ name }) => name))
  expect((await showCoverage(state, service)).catalog).toEqual({
    relations: 10,
    profiled: 9,
    missing: [{ database: 'orders', schema: 'public', relation: 'new' }],
  })
})

test('what is gone is known by the last snapshot that holds it', async () => {
  const lastSeen = async (relation: string) =>
    (await findLastSeen(state, service, { database: 'orders', schema: 'public', relation })).snapshot?.number ?? null
  expect(await Promise.all(['new', filledRelation(3), filledRelation(30), 'never'].map(lastSeen))).toEqual([
    2,
    2,
    1,
    null,
  ])
})

test('suggestions are read in pages and added in parts, each once, but for those that are not wanted', async () => {
  const query = { words: [], place: null, limit: 4 }
  const read = async () => {
    const pages = await allPages((cursor) => listSuggestions(state, service, { ...query, cursor }))
    expect(new Set(pages.map((page) => page.relations))).toEqual(new Set([10]))
    return pages.flatMap(({ suggestions }) => suggestions)
  }
  const all = await read()
  const ids = all.map(({ check }) => check.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toContain('public.new tableSchemaToMatch')
  const some = await listSuggestions(state, service, { ...query, words: ['NEW'], limit: 100, cursor: null })
  expect(some).toMatchObject({ suggestions: [{ check: { relation: 'new' } }], next: null, relations: 1 })

  // What is added while somebody reads on is neither shown again nor makes anything else be left out.
  const [first] = all
  const pages = await allPages(
    (cursor) => listSuggestions(state, service, { ...query, cursor }),
    () => addChecks(state, service, [first?.written as JsonObject]),
  )
  expect(pages.flatMap(({ suggestions }) => suggestions.map(({ check }) => check.id))).toEqual(ids)

  const except = new Set(ids.slice(5, 7))
  const wish = { words: [], place: null, except, cursor: null }
  const answer = await addSuggestions(state, service, wish)
  expect(answer).toEqual({ added: ids.length - 3, relations: 10, next: null })
  expect((await read()).map(({ check }) => check.id)).toEqual([...except])
  expect((await addSuggestions(state, service, wish)).added).toBe(0)
})

test('relations of the same name in several databases have suggestions of their own, those of extensions none', async () => {
  const twice = await state.makeService('several databases')
  const databases = ['orders', 'archive']
  const theirs = plainTable('public', 'theirs', { extension: 'postgis' })
  await state.keep(twice, [...databases.map((database) => plainTable('public', 'same', { database })), theirs])
  // Without a database it is about the connection's own.
  const own = {
    id: 'own',
    relation: 'public.same',
    kind: 'tableSchemaToMatch',
    parameters: { columns: [{ name: 'id', type: 'text' }] },
  }
  await addChecks(state, twice, [own])
  const { suggestions } = await listSuggestions(state, twice, { words: [], place: null, limit: 9, cursor: null })
  expect(suggestions.map(({ check }) => [check.id, check.database])).toEqual([
    ['archive.public.same tableSchemaToMatch', 'archive'],
  ])
  await deleteCheck(state, twice, 'own')
  const all = { words: [], place: null, except: new Set<string>(), cursor: null }
  expect((await addSuggestions(state, twice, all)).added).toBe(2)
  expect((await readChecks(state, twice)).map(({ database }) => database)).toEqual(['archive', 'orders'])
  expect((await addSuggestions(state, twice, all)).added).toBe(0)
})

test('what is suggested never takes the place of a check that was changed, and is not offered in vain', async () => {
  const id = await state.makeService('changed check')
  await state.keep(id, [plainTable('public', 'one')])
  const query = { words: [], place: null, limit: 9, cursor: null }
  const [suggested] = (await listSuggestions(state, id, query)).suggestions
  await addChecks(state, id, [{ ...suggested?.written, kind: 'tableRowCountToEqual', parameters: { value: 7 } }])
  expect((await listSuggestions(state, id, query)).suggestions).toEqual([])
  expect((await addSuggestions(state, id, { ...query, except: new Set() })).added).toBe(0)
})

test('words are found in any case, in letters beyond ASCII too, and stand for themselves', async () => {
  const id = await state.makeService('letters')
  const names = ['Übersicht', 'übersichten', 'ΟΔΟΣ', 'ÇA_100%', 'a.b+c']
  await state.keep(
    id,
    names.map((name) => plainTable('public', name)),
  )
  await addSuggestions(state, id, { words: [], place: null, except: new Set(), cursor: null })
  await addProfiles(id, names)
  for (const [word, found] of [
    ['ÜBERSICHT', ['Übersicht', 'übersichten']],
    ['Übers', ['Übersicht', 'übersichten']],
    ['οδοΣ', ['ΟΔΟΣ']],
    ['ça_100%', ['ÇA_100%']],
    ['ç_', []],
    ['.B+C', ['a.b+c']],
    ['ü.', []],
  ] as const) {
    const { checks, matching } = await listChecks(state, id, { words: [word], sort: 'id' })
    expect([word, ...checks.map(({ check }) => check.relation).sort()]).toEqual([word, ...[...found].sort()])
    expect(matching).toBe(found.length)
    const relations = await listSuggestions(state, id, { words: [word], place: null, limit: 9, cursor: null })
    expect(relations.relations, word).toBe(found.length)
    const { profiles } = await listProfiles(state, id, { words: [word] })
    expect(profiles.map(({ relation }) => relation).sort(), word).toEqual([...found].sort())
  }
})

test('objects that were stored before they had summaries count like all others', async () => {
  const id = await state.makeService('old')
  const parents = [{ schema: 'public', name: 'whole' }]
  await state.keep(id, [
    plainTable('public', 'whole'),
    plainTable('public', 'part', { parents, partitionBound: 'DEFAULT' }),
  ])
  const count = async () =>
    (await listSuggestions(state, id, { words: [], place: null, limit: 9, cursor: null })).relations
  expect(await count()).toBe(1)
  await query('update patchbay.object_versions set summary = summary::jsonb::text where service_id = $1', [id])
  expect(await count()).toBe(1)
})

test('what a run could not profile is forgotten with the run, and profiles stay', async () => {
  const id = await state.makeService('forgetful')
  await addProfiles(id, ['profiled'], ['never profiled', 'later'])
  await addProfiles(id, ['later'], ['profiled'])
  await state.store.retention.writeOwn(id, { keepLast: 1, keepDays: null })
  await state.store.retention.prune(id)
  const rows = await query('select relation from patchbay.profiled_relations where service_id = $1 order by 1', [id])
  expect(rows).toEqual([{ relation: 'later' }, { relation: 'profiled' }])
  expect((await listProfiles(state, id)).profiles.map(({ relation }) => relation)).toEqual(['later', 'profiled'])
  expect((await listFailures(state, id)).failures.map(({ relation }) => relation)).toEqual(['profiled'])
})

test('a cursor of another list, or of nobody, is refused', async () => {
  const { next } = await listChecks(state, service, { sort: 'kind', limit: 5 })
  const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const refused = [
    () => listChecks(state, service, { sort: 'id', cursor: next }),
    () => listChecks(state, service, { cursor: 'nonsense' }),
    () => listChecks(state, service, { cursor: forged('attention up', 'many', 'id') }),
    () => listChecks(state, service, { cursor: forged('attention up', '0', 'a\0b') }),
    () => listProfiles(state, service, { cursor: forged('relation up', 'a', 'b') }),
    () => listProfiles(state, service, { sort: 'rows', cursor: forged('rows up', '1; drop', 'a', 'b', 'c') }),
    () => listFailures(state, service, { cursor: next }),
    () => listSuggestions(state, service, { words: [], place: null, limit: 5, cursor: forged('a', 'b', 'c', '-1') }),
  ]
  for (const one of refused) await expect(one()).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
})
