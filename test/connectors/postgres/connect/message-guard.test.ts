import { describe, expect, it } from 'vitest'
import { createMessageGuard } from '../../../../src/connectors/postgres/connect/message-guard.ts'
import { message, startFakeServer } from './fake-server.ts'
import { settingsFromForm, withConnection } from './settings-for.ts'

const column = `id\0${'\0'.repeat(18)}`
const whole: readonly (readonly [string, string])[] = [
  ['R', '\0\0\0\0'],
  ['R', '\0\0\0\x0aSCRAM-SHA-256\0\0'],
  ['S', 'TimeZone\0UTC\0'],
  ['E', 'SERROR\0C22012\0\0'],
  ['C', 'SELECT 1\0'],
  ['T', `\0\x02${column}${column}`],
  ['T', '\0\0'],
  ['A', '\0\0\0\x01channel\0payload\0'],
  ['D', '\0\x01\xff\xff\xff\xff'],
  ['Z', 'I'],
]
const broken: readonly (readonly [string, string])[] = [
  ['R', '\0\0\0\x0aSCRAM-SHA-256'],
  ['R', '\0\0'],
  ['S', 'TimeZone\0UTC'],
  ['E', 'SERROR\0C22012'],
  ['N', 'S'],
  ['C', 'SELECT 1'],
  ['C', ''],
  ['T', `\0\x02${column}`],
  ['T', '\0\x01id'],
  ['A', '\0\0\0\x01channel\0'],
]

describe('the guard', () => {
  it('lets whole messages pass, however they are cut', () => {
    const bytes = Buffer.concat(whole.map(([code, body]) => message(code, Buffer.from(body, 'latin1'))))
    for (const size of [1, 3, 7, bytes.length]) {
      const guard = createMessageGuard()
      for (let at = 0; at < bytes.length; at += size) expect(guard(bytes.subarray(at, at + size))).toBe(true)
    }
  })

  it.each(broken)('stops %s %j', (code, body) => {
    const guard = createMessageGuard()
    expect(guard(message('Z', 'I'))).toBe(true)
    expect(guard(message(code, Buffer.from(body, 'latin1')))).toBe(false)
    expect(guard(message('Z', 'I'))).toBe(false)
  })

  it('stops a length that no message has', () => {
    expect(createMessageGuard()(Buffer.from('C\0\0\0\x03'))).toBe(false)
    expect(createMessageGuard()(Buffer.from('E\x7f\0\0\0'))).toBe(false)
  })
})

it('a text without an end is the end of its session and of nothing else', async () => {
  const greeting = Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')])
  const server = await startFakeServer((socket) => {
    socket.once('data', () => {
      socket.write(greeting)
      socket.once('data', () => socket.write(message('C', 'SELECT 1')))
    })
  })
  const form = { hostPort: `127.0.0.1:${server.port}`, username: 'u', database: 'd', sslMode: 'disable' }
  await withConnection(settingsFromForm(form), async (connection) => {
    await expect(connection.query('select 1')).rejects.toMatchObject({ reason: { kind: 'protocol' } })
  })
  await server.stop()
})
