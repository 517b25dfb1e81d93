import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { layoutBoxes } from '../../src/web/graph/layout.ts'
import { ask, perform } from '../browser/ask.ts'
import { button, expectAccessible, type Stage, setStage } from '../browser/stage.ts'
import { startServer, type TestServer } from '../support/servers.ts'

/** Tables of a schema that has grown: most refer to a few, some to their neighbours. */
function grown(count: number) {
  const boxes = Array.from({ length: count }, (_, at) => ({ id: `t${at}`, width: 236, height: 60 + (at % 8) * 22 }))
  const links = boxes.flatMap((_, at): (readonly [string, string])[] => [
    [`t${at}`, `t${(at * 7) % 20}`],
    [`t${at}`, `t${Math.max(0, at - 1 - (at % 9))}`],
  ])
  return { boxes, links }
}

test('300 relations are arranged within a second', () => {
  layoutBoxes(grown(20))
  const began = performance.now()
  const positions = layoutBoxes(grown(300))
  const took = performance.now() - began
  process.stdout.write(`300 relations, 600 links: arranged in ${Math.round(took)} ms\n`)
  expect(positions).toHaveLength(300)
  expect(took).toBeLessThan(1000)
})

const views = 299
/** One table, and views that each read two of those before them. */
const schema = [
  `create table v0 (${Array.from({ length: 12 }, (_, at) => `c${at} integer`).join(', ')})`,
  ...Array.from({ length: views }, (_, before) => {
    const [one, other] = [before - (before % 7), (before * 5) % (Math.floor(before / 3) + 1)]
    const columns = Array.from({ length: 12 }, (_, at) => `${at % 2 === 0 ? 'a' : 'b'}.c${at}`).join(', ')
    return `create view v${before + 1} as select ${columns} from v${one} a join v${other} b on a.c0 = b.c1 where b.c2 > 0`
  }),
].join(';')

let stage: Stage
let server: TestServer
let service: string

beforeAll(async () => {
  ;[stage, server] = await Promise.all([setStage(), startServer()])
  await server.sql('create database wide')
  await server.sql(schema, 'wide')
  const settings = {
    hostPort: `127.0.0.1:${server.port}`,
    database: 'wide',
    username: server.superuser,
    password: server.password,
    sslMode: 'disable',
  }
  const created = { name: 'wide', connector: 'postgres', settings }
  service = (await ask<ServiceDetail>(stage.product, '/api/services', created)).id
  await perform(stage.product, service, 'extract')
}, 180_000)
afterAll(async () => {
  await stage?.end()
  await server?.stop()
})

/** Notes when the page was busy for longer than an input may wait, and when the graph was painted. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { busy: [] as [number, number][], drawn: 0, slowest: 0 }
    Reflect.set(window, 'seen', seen)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.busy.push([entry.startTime, entry.duration])
    }).observe({ type: 'longtask', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.slowest = Math.max(seen.slowest, entry.duration)
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
    const look = () => {
      // A canvas gets its size when it is first painted on.
      const isPainted = (document.querySelector('canvas')?.width ?? 300) !== 300
      if (seen.drawn === 0 && isPainted && document.querySelector('[data-node]') !== null)
        seen.drawn = performance.now()
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

test('300 relations are drawn within a second after their data, and no input waits', async () => {
  await stage.visit('/services', {}, async (page) => {
    await watch(page)
    // The server works the lineage out when it is first asked for; that is not what is measured.
    await page.goto(stage.product.address + path())
    await page.locator('[data-node]').first().waitFor({ timeout: 60_000 })
    await page.goto(stage.product.address + path())
    await expect.poll(async () => (await read(page)).drawn, { timeout: 20_000 }).toBeGreaterThan(0)
    const first = await read(page)
    process.stdout.write(
      `300 relations: drawn ${Math.round(first.drawn - first.data)} ms after their data; busy for ${first.busy.join(', ') || 'never over 50'} ms\n`,
    )
    expect(first.drawn - first.data).toBeLessThan(1000)

    await page.evaluate(() => Object.assign(Reflect.get(window, 'seen'), { busy: [], slowest: 0 }))
    const waits: [name: string, answer: number, busy: number][] = []
    for (const [name, work] of Object.entries(inputs)) {
      await work(page)
      await settle(page)
      const { slowest, busy } = await read(page)
      waits.push([name, Math.round(slowest), Math.max(0, ...busy)])
      await page.evaluate(() => Object.assign(Reflect.get(window, 'seen'), { busy: [], slowest: 0 }))
    }
    process.stdout.write(
      `slowest answer and longest task in ms: ${waits.map(([name, ...both]) => `${name} ${both.join(' ')}`).join(', ')}\n`,
    )
    for (const [name, answer, busy] of waits) {
      // Until the answer is on the screen: what Web Vitals call good (web.dev/articles/inp).
      expect(answer, name).toBeLessThanOrEqual(200)
      // Moves of the pointer are not among the events that browsers time: what would keep them waiting is a task.
      expect(busy, name).toBeLessThanOrEqual(100)
    }
  })
}, 120_000)

test.each([{ dark: false }, { dark: true }])('300 relations are accessible, as a drawing and as a list: %o', (look) =>
  stage.visit(path(), look, async (page) => {
    await page.locator('[data-node]').first().focus()
    await expectAccessible(page)
    await page.keyboard.press('ArrowRight')
    await page.getByRole('list', { name: 'Columns of' }).first().waitFor()
    await expectAccessible(page)
    await button(page, 'As a list').click()
    await page.getByRole('list', { name: 'Lineage of v0' }).waitFor()
    await expectAccessible(page)
  }),
)

const path = () => `/lineage?service=${service}&database=wide&schema=public&name=v0&depth=20`

/** What somebody does with a graph, one after another. */
const inputs: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  pointing: async (page) => {
    const { x, y } = await frameOf(page)
    for (let at = 0; at < 40; at++) await page.mouse.move(x + 40 + at * 12, y + 40 + ((at * 37) % 400))
  },
  'going near': async (page) => {
    await page.locator('[data-node]').first().focus()
    await page.keyboard.press('ArrowRight')
  },
  'going on': async (page) => {
    for (const key of ['ArrowRight', 'ArrowDown', 'Tab', 'ArrowDown', 'Enter', 'ArrowLeft']) {
      await page.keyboard.press(key)
      await settle(page)
    }
  },
  dragging: async (page) => {
    const { x, y } = await frameOf(page)
    await page.mouse.move(x + 700, y + 10)
    await page.mouse.down()
    for (let at = 0; at < 30; at++) await page.mouse.move(x + 700 - at * 12, y + 10 + at * 5)
    await page.mouse.up()
  },
  zooming: async (page) => {
    await page.keyboard.down('Control')
    for (let at = 0; at < 24; at++) await page.mouse.wheel(0, at < 12 ? 80 : -80)
    await page.keyboard.up('Control')
  },
  'showing all': async (page) => await button(page, 'Show all').click(),
  'all columns': async (page) => await button(page, 'All columns').click(),
  listing: async (page) => await button(page, 'As a list').click(),
  drawing: async (page) => await button(page, 'As a list').click(),
}

async function frameOf(page: Page): Promise<{ x: number; y: number }> {
  return (await page.locator('.react-flow').boundingBox()) ?? { x: 0, y: 0 }
}

/** Two frames and a pause for what the page does when nothing else waits. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done, { timeout: 1000 }))),
      ),
  )
}

interface Seen {
  readonly busy: [number, number][]
  readonly drawn: number
  readonly slowest: number
}

async function read(page: Page) {
  return await page.evaluate(() => {
    const { busy, drawn, slowest } = Reflect.get(window, 'seen') as Seen
    const [answer] = performance.getEntriesByType('resource').filter(({ name }) => /\/lineage\?/.test(name))
    const data = (answer as PerformanceResourceTiming | undefined)?.responseEnd ?? 0
    const late = busy.filter(([at, duration]) => at + duration > data).map(([, duration]) => Math.round(duration))
    return { drawn, data, slowest, busy: late }
  })
}
