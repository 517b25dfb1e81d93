import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeHosts, formatHost, parseHostPort } from '../../../../src/connectors/postgres/settings/host-port.ts'

const tcp = (host: string, port = 5432) => ({ kind: 'tcp', host, port })
const socket = (directory: string, port = 5432) => ({ kind: 'socket', directory, port })

describe('a host and port', () => {
  it.each([
    ['db.example.org:5433', [tcp('db.example.org', 5433)]],
    ['db', [tcp('db')]],
    ['my_db-1.internal.', [tcp('my_db-1.internal.')]],
    ['bücher.example', [tcp('bücher.example')]],
    ['127.0.0.1:65535', [tcp('127.0.0.1', 65535)]],
    ['a,b:5433,[::1]:5434', [tcp('a'), tcp('b', 5433), tcp('::1', 5434)]],
    ['[fe80::1%eth0]:5432', [tcp('fe80::1%eth0')]],
    ['[::ffff:192.0.2.1]', [tcp('::ffff:192.0.2.1')]],
    ['/var/run/postgresql', [socket('/var/run/postgresql')]],
    ['/tmp:5499', [socket('/tmp', 5499)]],
    ['/cloudsql/shop:europe-west1:orders', [socket('/cloudsql/shop:europe-west1:orders')]],
    [
      '/cloudsql/example.org:shop:europe-west1:orders:5433',
      [socket('/cloudsql/example.org:shop:europe-west1:orders', 5433)],
    ],
  ])('%s is understood', (text, hosts) => {
    expect(parseHostPort(text)).toEqual({ hosts, problems: [] })
  })

  it.each([
    ['', 'SETTINGS_HOST_EMPTY', undefined],
    ['   ', 'SETTINGS_HOST_EMPTY', undefined],
    [':5432', 'SETTINGS_HOST_EMPTY', undefined],
    ['http://db.example.org:5432', 'SETTINGS_HOST_SCHEME', 'db.example.org:5432'],
    ['jdbc:postgresql://db:5432/orders', 'SETTINGS_HOST_SCHEME', 'db:5432'],
    ['reader@db:5432', 'SETTINGS_HOST_USER', 'db:5432'],
    ['db:5432/orders', 'SETTINGS_HOST_PATH', 'db:5432'],
    ['db:5432/', 'SETTINGS_HOST_PATH', 'db:5432'],
    ['db:5432?sslmode=require', 'SETTINGS_HOST_PATH', 'db:5432'],
    ['server\\instance', 'SETTINGS_HOST_PATH', 'server'],
    [' db:5432', 'SETTINGS_HOST_SPACE', 'db:5432'],
    ['db.example.org 5433', 'SETTINGS_HOST_SPACE', 'db.example.org:5433'],
    ['db : 5433', 'SETTINGS_HOST_SPACE', 'db:5433'],
    ['db:5432:5433', 'SETTINGS_PORT_SECOND', 'db:5432'],
    ['db:', 'SETTINGS_PORT_INVALID', 'db:5432'],
    ['db:0', 'SETTINGS_PORT_INVALID', 'db:5432'],
    ['db:65536', 'SETTINGS_PORT_INVALID', 'db:5432'],
    ['db:54e2', 'SETTINGS_PORT_INVALID', 'db:5432'],
    ['::1', 'SETTINGS_HOST_IPV6_BARE', '[::1]'],
    ['2001:db8::1:5432', 'SETTINGS_HOST_IPV6_BARE', '[2001:db8::1]:5432'],
    ['a,,b', 'SETTINGS_HOST_EMPTY', 'a,b'],
    ['a:5433,', 'SETTINGS_HOST_EMPTY', 'a:5433'],
    ['a,b ', 'SETTINGS_HOST_SPACE', 'a,b'],
    ['a;b', 'SETTINGS_HOST_INVALID', 'a,b'],
    ['10.0.0.1:5432;10.0.0.2:5433', 'SETTINGS_HOST_INVALID', '10.0.0.1:5432,10.0.0.2:5433'],
    ['db1:5432; db2:5432', 'SETTINGS_HOST_INVALID', 'db1:5432,db2:5432'],
    ['db1:5432 db2:5432', 'SETTINGS_HOST_INVALID', 'db1:5432,db2:5432'],
    ['my server', 'SETTINGS_HOST_SPACE', 'myserver'],
    ['2001:db8::1:80', 'SETTINGS_HOST_IPV6_BARE', '[2001:db8::1:80]'],
    ['::1:34069', 'SETTINGS_HOST_IPV6_BARE', '[::1]:34069'],
    ['fe80::1%eth0:443', 'SETTINGS_HOST_IPV6_BARE', '[fe80::1%eth0]:443'],
    ['0:0:0:0:0:0:0:1:5432', 'SETTINGS_HOST_IPV6_BARE', '[0:0:0:0:0:0:0:1]:5432'],
    ['[::1', 'SETTINGS_HOST_INVALID', undefined],
    ['[::g]:5432', 'SETTINGS_HOST_INVALID', undefined],
    ['[::1]5432', 'SETTINGS_HOST_INVALID', '[::1]'],
    ['db!x', 'SETTINGS_HOST_INVALID', undefined],
    ['a..b', 'SETTINGS_HOST_INVALID', undefined],
    ['/var/run/postgresql/.s.PGSQL.5433', 'SETTINGS_SOCKET_INVALID', '/var/run/postgresql:5433'],
    [`/${'d'.repeat(120)}`, 'SETTINGS_SOCKET_INVALID', undefined],
  ])('%j is refused and repaired in one click', (text, code, repaired) => {
    const { problems } = parseHostPort(text)
    expect(problems.map((problem) => problem.code)).toEqual([code])
    const [action] = problems[0]?.actions ?? []
    const value = action?.kind === 'patch' ? action.patch.find(({ path }) => path === '/hostPort')?.value : undefined
    expect(value).toBe(repaired)
    if (typeof value === 'string' && value !== '') expect(parseHostPort(value).problems).toEqual([])
  })

  it('reports every bad entry of a list, and repairs each without touching the others', () => {
    const { hosts, problems } = parseHostPort('a:0,b:5433,http://c')
    expect(hosts).toEqual([tcp('b', 5433)])
    expect(problems.map(({ code, actions }) => [code, actions[0]])).toEqual([
      [
        'SETTINGS_PORT_INVALID',
        expect.objectContaining({ patch: [{ path: '/hostPort', value: 'a:5432,b:5433,http://c' }] }),
      ],
      ['SETTINGS_HOST_SCHEME', expect.objectContaining({ patch: [{ path: '/hostPort', value: 'a:0,b:5433,c' }] })],
    ])
  })

  it('offers the database of a pasted connection string, and nothing of its password', () => {
    for (const password of ['s3cr3t', 'a/b/c', 'a,b', 'a b', 'a@b', '[::1', '5432:1']) {
      const { problems } = parseHostPort(`postgres://reader:${password}@db:5432/orders`)
      expect(problems).toHaveLength(1)
      expect(problems[0]?.actions[0]).toMatchObject({
        patch: [
          { path: '/hostPort', value: 'db:5432' },
          { path: '/database', value: 'orders' },
        ],
      })
      expect(JSON.stringify(problems)).not.toContain(password)
    }
  })

  it('comes back from its written form', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}(\.[a-z][a-z0-9]{0,9}){0,3}$/)
    const host = fc.oneof(name, fc.ipV4(), fc.ipV6())
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (address, port) => {
        const spec = { kind: 'tcp' as const, host: address, port }
        expect(parseHostPort(formatHost(spec))).toEqual({ hosts: [spec], problems: [] })
      }),
    )
  })

  it('never throws, whatever is typed', () => {
    const characters = fc.constantFrom(...'abz019.:/[]@,%\\ -_?#&=é\n\t'.split(''))
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 30 }), (text) => {
        const { hosts, problems } = parseHostPort(text)
        expect(hosts.length + problems.length).toBeGreaterThan(0)
        expect(describeHosts(text)).not.toContain('@')
      }),
    )
  })
})
