import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceId } from '../../src/core/ids.ts'
import { filledRelation, fillQuality } from '../support/fill-quality.ts'
import { startPatchbay } from '../support/patchbay.ts'
import { plainTable, textColumn } from '../support/plain-table.ts'
import { startState, type TestState } from '../support/stored-catalog.ts'

const relations = 50_000
let state: TestState
let server: ChildProcess
let root: string
let service: ServiceId

beforeAll(async () => {
  state = await startState()
  service = await state.makeService('large')
  const columns = Array.from({ length: 12 }, (_, at) => textColumn(`column_${at}`, { nullable: at > 5 }))
  await state.keep(
    service,
    Array.from({ length: relations }, (_, at) => plainTable('public', filledRelation(at), { columns })),
  )
  await fillQuality(String(state.env.DATABASE_URL), service, relations)
  server = startPatchbay(['serve', '--port', '0'], { env: state.env })
  root = await new Promise<string>((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      const found = /Patchbay is at (\S+)/.exec(chunk.toString())
      if (found?.[1] !== undefined) resolve(found[1])
    })
    server.once('exit', (code) => reject(new Error(`patchbay serve ended with ${code}`)))
  })
}, 300_000)

afterAll(async () => {
  server?.kill('SIGINT')
  await state?.stop()
})

const lists = [
  'checks',
  'checks?state=failed&state=error&state=warning',
  'checks?sort=failing&down=true',
  'checks?sort=kind&q=t0499',
  `checks?q=${encodeURIComponent('ü')}`,
  `checks?database=orders&schema=public&name=${filledRelation(400)}`,
  'profiles',
  'profiles?only=changed&sort=rows&down=true',
  'profiles?q=t0499',
  `profiles?q=${encodeURIComponent('ü')}`,
  'profile-failures',
  'profile-coverage',
  'check-suggestions',
  'check-suggestions?q=t0499',
  `check-suggestions?q=${encodeURIComponent('ü')}`,
]

async function ask(path: string): Promise<{ ms: number; bytes: number; next: string | null }> {
  const began = performance.now()
  const response = await fetch(`${root}/api/${path}`)
  const text = await response.text()
  const ms = performance.now() - began
  expect(response.status, text.slice(0, 500)).toBe(200)
  return { ms, bytes: Buffer.byteLength(text), next: JSON.parse(text).next ?? null }
}

test('the first page and the next of every list of quality come within a second, below 200 KB', async () => {
  for (const path of ['quality', ...lists.map((list) => `services/${service}/${list}`)]) {
    const first = await ask(path)
    const again = await ask(path)
    const join = path.includes('?') ? '&' : '?'
    const next = first.next === null ? null : await ask(`${path}${join}cursor=${first.next}`)
    const name = path.replace(`services/${service}/`, '')
    console.log(
      `${name}: ${first.ms.toFixed(0)} ms, ${again.ms.toFixed(0)} ms again, next page ${next?.ms.toFixed(0) ?? '–'} ms, ${(first.bytes / 1000).toFixed(0)} KB`,
    )
    for (const { ms, bytes } of [first, again, ...(next === null ? [] : [next])]) {
      expect(ms, name).toBeLessThan(1_000)
      expect(bytes, name).toBeLessThan(200_000)
    }
  }
})

test('all checks are read page by page, each once', async () => {
  const began = performance.now()
  const seen = new Set<string>()
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({ sort: 'id', limit: '999', ...(cursor === null ? {} : { cursor }) })
    const response = await fetch(`${root}/api/services/${service}/checks?${query}`)
    const page = (await response.json()) as { checks: { check: { id: string } }[]; next: string | null }
    for (const { check } of page.checks) seen.add(check.id)
    cursor = page.next
  } while (cursor !== null)
  console.log(`${seen.size} checks read in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  expect(seen.size).toBe(relations)
}, 300_000)
