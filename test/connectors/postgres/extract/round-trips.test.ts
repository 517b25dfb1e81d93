import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { formFor, readSnapshot } from './read-snapshot.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const [database, count] of [
    ['few', 2],
    ['many', 80],
  ] as const) {
    await server.sql(`create database ${database}`)
    const tables = Array.from({ length: count }, (_, i) => `create table t${i} (id serial primary key, b text unique)`)
    await server.sql(tables.join(';'), database)
  }
})
afterAll(() => server?.stop())

/** Query messages after login, by connection: each is a round trip. */
async function recordQueries(work: (port: number) => Promise<void>): Promise<readonly (readonly string[])[]> {
  const sessions: string[][] = []
  const proxy = net.createServer((socket) => {
    const queries: string[] = []
    sessions.push(queries)
    const upstream = net.connect(server.port, '127.0.0.1')
    let bytes = Buffer.alloc(0)
    let started = false
    socket.on('data', (chunk) => {
      upstream.write(chunk)
      bytes = Buffer.concat([bytes, chunk])
      for (;;) {
        const header = started ? 5 : 4
        if (bytes.length < header) return
        const end = bytes.readInt32BE(header - 4) + header - 4
        if (bytes.length < end) return
        if (started && bytes[0] === 0x51) queries.push(bytes.toString('utf8', 5, end - 1))
        started = true
        bytes = bytes.subarray(end)
      }
    })
    upstream.on('data', (chunk) => socket.write(chunk))
    upstream.on('close', () => socket.destroy())
    socket.on('close', () => upstream.destroy()).on('error', () => upstream.destroy())
    upstream.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  try {
    await work((proxy.address() as net.AddressInfo).port)
  } finally {
    await new Promise((resolve) => proxy.close(resolve))
  }
  return sessions.filter((queries) => queries.length > 0)
}

const read = (database: string, sizes?: { largeFrom: number; shard: number }) =>
  recordQueries(async (port) => {
    await readSnapshot({ ...formFor(server, database), hostPort: `127.0.0.1:${port}`, sslMode: 'disable' }, {}, sizes)
  })

const copies = (queries: readonly string[]) => queries.join('\n').split('to stdout').length - 1

test('a database takes three round trips after login, whatever its size', async () => {
  const [few, many] = [await read('few'), await read('many')]
  expect([few.length, many.length]).toEqual([1, 1])
  expect([few[0]?.length, many[0]?.length]).toEqual([3, 3])
  expect(copies(many[0] ?? [])).toBe(copies(few[0] ?? []))
})

test('a shard takes three, over a connection of its own', async () => {
  const [first, ...shards] = await read('many', { largeFrom: 10, shard: 20 })
  expect(first).toHaveLength(2)
  // The first and the last ones are smaller: 3, 6, 12, 20, 13, 9, 7, 10.
  expect(shards.map((queries) => queries.length)).toEqual([3, 3, 3, 3, 3, 3, 3, 3])
  expect(new Set(shards.map(copies)).size).toBe(1)
})
