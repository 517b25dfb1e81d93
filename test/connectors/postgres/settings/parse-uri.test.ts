import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uri } from '../../../../src/connectors/postgres/settings/formats/uri.ts'

const form = (text: string) => {
  const parsed = uri.parse(text)
  return parsed.ok ? parsed.value[0]?.form : parsed.error
}

describe('a connection URI', () => {
  it.each([
    ['postgresql://db', { hostPort: 'db' }],
    [
      'postgres://reader:s3cr3t@db.example.org:5433/orders',
      { hostPort: 'db.example.org:5433', database: 'orders', username: 'reader', password: 's3cr3t' },
    ],
    ['postgresql://reader@db', { hostPort: 'db', username: 'reader', database: 'reader' }],
    ['postgresql://u@a:1,b,[::1]:3/d', { hostPort: 'a:1,b,[::1]:3', username: 'u', database: 'd' }],
    ['postgresql:///d?host=/var/run/postgresql', { hostPort: '/var/run/postgresql', database: 'd' }],
    ['postgresql://%2Ftmp:5499/d', { hostPort: '/tmp:5499', database: 'd' }],
    ['postgresql:///d?host=a,b&port=5433', { hostPort: 'a:5433,b:5433', database: 'd' }],
    ['postgresql:///d?host=a,b&port=1,2', { hostPort: 'a:1,b:2', database: 'd' }],
    ['postgresql:///d?host=::1&port=1', { hostPort: '[::1]:1', database: 'd' }],
    ['postgresql://[fe80::1%25eth0]:1/d', { hostPort: '[fe80::1%eth0]:1', database: 'd' }],
    [
      'postgresql://u:p%40%3A%2F%25%3F%23%20%C3%A9@h/d',
      { hostPort: 'h', username: 'u', password: 'p@:/%?# é', database: 'd' },
    ],
    ['postgresql://u:a?b#c@h/d', { hostPort: 'h', username: 'u', password: 'a?b#c', database: 'd' }],
    ['postgresql://u:a@b/c@h/d', { hostPort: 'h', username: 'u', password: 'a@b/c', database: 'd' }],
    ['postgresql://u:50%off@h/d', { hostPort: 'h', username: 'u', password: '50%off', database: 'd' }],
    ['postgresql://u@h/d?sslmode=require', { hostPort: 'h', username: 'u', database: 'd', sslMode: 'require' }],
    ['postgresql://u@h/d?ssl=true', { hostPort: 'h', username: 'u', database: 'd', sslMode: 'require' }],
    [
      'postgresql://u@h/d?sslrootcert=system',
      { hostPort: 'h', username: 'u', database: 'd', sslMode: 'verify-full', sslConfig: { caCertificate: 'system' } },
    ],
    [
      'postgresql://h/d?user=u&password=p%20q&connect_timeout=3&application_name=a%26b',
      {
        hostPort: 'h',
        username: 'u',
        password: 'p q',
        database: 'd',
        connectionOptions: { connect_timeout: '3', application_name: 'a&b' },
      },
    ],
    ['  postgresql://h/d\n', { hostPort: 'h', database: 'd' }],
  ])('%s fills the form', (text, expected) => {
    expect(form(text)).toEqual(expected)
  })

  it.each([
    ['mysql://h', 0],
    ['db:5432', 0],
    ['postgresql://50%off@h', 'postgresql://50'.length],
    ['postgresql://h/d%zz', 'postgresql://h/d'.length],
    ['postgresql://h:port/d', 'postgresql://h:'.length],
    ['postgresql://[::1/d', 'postgresql://'.length],
    ['postgresql://[::x]/d', 'postgresql://['.length],
    ['postgresql://[::1]x/d', 'postgresql://[::1]'.length],
    ['postgresql://h/d?a', 'postgresql://h/d?'.length],
    ['postgresql://h/d?a=1&=2', 'postgresql://h/d?a=1&'.length],
    ['postgresql://h/d%00', 'postgresql://h/d'.length],
    ['postgresql://h/d%ff', 'postgresql://h/d'.length],
    ['postgresql://u:p@h/d?user=me@home', 'postgresql://u:p@h/d?user=me'.length],
  ])('%s is refused at the place', (text, position) => {
    expect(form(text)).toMatchObject({ position })
  })

  it('takes any encoded password, and puts it nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (password) => {
        fc.pre(!password.includes('\0') && !/^[[{<]|^[*•x]+$/.test(password.trim()) && !password.includes('${'))
        expect(form(`postgresql://u:${encodeURIComponent(password)}@h:1/d`)).toEqual({
          hostPort: 'h:1',
          username: 'u',
          database: 'd',
          password,
        })
      }),
    )
  })
})
