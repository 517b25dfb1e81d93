import { describe, expect, it } from 'vitest'
import { secretScope } from '../../../../src/connectors/postgres/settings/secret-scope.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { mayUseSecret } from '../../../../src/store/secret-scope.ts'

const base: JsonObject = { hostPort: 'db.example.org:5432', username: 'reader', database: 'orders' }
const ca = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`
const full: JsonObject = { sslMode: 'verify-full', sslConfig: { caCertificate: ca('one') } }
const bound: JsonObject = { sslMode: 'require', connectionOptions: { channel_binding: 'require' } }
const proven: JsonObject = { connectionOptions: { require_auth: 'scram-sha-256' } }

/** Whether a secret that was typed into the first form is used with the second. */
const isUsed = (given: JsonObject, now: JsonObject) =>
  mayUseSecret(secretScope({ ...base, ...given }), secretScope({ ...base, ...now }))

describe('a stored secret stays in use', () => {
  const kept: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['when nothing changes', full, full],
    ['when another database is read', {}, { database: 'other' }],
    ['when the same host is written with its port or without', {}, { hostPort: 'db.example.org' }],
    ['when the mode is the default, said aloud', {}, { sslMode: 'prefer' }],
    ['when the mode is tightened', { sslMode: 'prefer' }, { sslMode: 'verify-full', sslConfig: full.sslConfig ?? {} }],
    ['when the mode moves among the parameters', { sslMode: 'require' }, { connectionOptions: { sslmode: 'require' } }],
    ['when a CA makes require verify', { sslMode: 'require' }, { ...full, sslMode: 'require' }],
    [
      'when the CA is written with spaces around it',
      full,
      { ...full, sslConfig: { caCertificate: `${ca('one')}\n\n` } },
    ],
    ['when a guard is added', { sslMode: 'require' }, bound],
    ['when a parameter changes that leads nowhere', {}, { connectionOptions: { application_name: 'x' } }],
    [
      'when a guard moves to the driver’s arguments',
      bound,
      { ...bound, connectionOptions: {}, connectionArguments: { channel_binding: 'require' } },
    ],
    [
      'when a list of revoked certificates is added',
      full,
      { ...full, sslConfig: { caCertificate: ca('one'), certificateRevocationList: 'list' } },
    ],
  ]
  it.each(kept)('%s', (_when, given, now) => expect(isUsed(given, now)).toBe(true))
})

describe('a stored secret waits to be typed again', () => {
  const withheld: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['when the host changes', {}, { hostPort: 'db.example.net:5432' }],
    ['when the port changes', {}, { hostPort: 'db.example.org:5433' }],
    ['when a host is added', {}, { hostPort: 'db.example.org:5432,db2.example.org' }],
    ['when the host becomes unreadable', {}, { hostPort: 'http://db.example.org:5432' }],
    ['when the user changes', {}, { username: 'admin' }],
    ['when hostaddr leads elsewhere', {}, { connectionOptions: { hostaddr: '192.0.2.9' } }],
    ['when hostaddr leads elsewhere, as a driver’s argument', {}, { connectionArguments: { hostaddr: '192.0.2.9' } }],
    ['when hostaddr is taken away', { connectionOptions: { hostaddr: '192.0.2.9' } }, {}],
    ['when the mode is weakened', { sslMode: 'require' }, { sslMode: 'prefer' }],
    [
      'when the mode is weakened among the parameters',
      { sslMode: 'require' },
      { connectionOptions: { sslmode: 'allow' } },
    ],
    ['when the mode becomes none there is', { sslMode: 'require' }, { sslMode: 'requier' }],
    ['when verify-full becomes verify-ca', full, { ...full, sslMode: 'verify-ca' }],
    ['when somebody else vouches for the server', full, { ...full, sslConfig: { caCertificate: ca('two') } }],
    ['when require loses the CA that made it verify', { ...full, sslMode: 'require' }, { sslMode: 'require' }],
    ['when channel binding is given up', bound, { sslMode: 'require' }],
    [
      'when a password may be sent in the clear again',
      proven,
      { connectionOptions: { require_auth: 'scram-sha-256,password' } },
    ],
    ['when any way to log in will do again', proven, {}],
    [
      'when the list of revoked certificates is emptied',
      { ...full, sslConfig: { caCertificate: ca('one'), certificateRevocationList: 'list' } },
      full,
    ],
    ['when the machine’s own roots no longer vouch', { sslConfig: { caCertificate: 'system' } }, {}],
  ]
  it.each(withheld)('%s', (_when, given, now) => expect(isUsed(given, now)).toBe(false))
})
