import { sslModes } from '../../../../src/connectors/postgres/settings/settings.ts'

export const serverNames = [
  'good',
  'self-signed',
  'other name',
  'expired',
  'revoked',
  'no TLS',
  'TLS 1.2 only',
  'TLS 1.3 only',
  'no client CA',
  'standby',
] as const
export type ServerName = (typeof serverNames)[number]

/** Roles of every server, by the rule that its pg_hba.conf has for them. */
export const users = [
  'scram',
  'hashed',
  'cleartext',
  'trusted',
  'certified',
  'tlsonly',
  'plainonly',
  'readonly',
] as const
type User = (typeof users)[number]

/** One connection: the same for psql and for us. */
export interface Cell {
  /** Several are tried one after another. */
  readonly servers: readonly ServerName[]
  readonly user: User
  /** Absent: libpq's own default. */
  readonly sslmode?: string
  readonly root: 'ca' | 'system' | 'none'
  /** Client certificate, its key with and without passphrase, in both formats. */
  readonly client?: 'plain key' | 'locked key' | 'old locked key'
  readonly passphrase?: string
  readonly revocationList?: boolean
  /** Instead of 127.0.0.1; `socket` for the unix socket. */
  readonly host?: string
  readonly parameters?: Readonly<Record<string, string>>
  /** Parameters that only libpq 18 knows. */
  readonly libpq?: 18
}

const modes = (list: readonly string[], more: Omit<Cell, 'sslmode'>): Cell[] =>
  list.map((sslmode) => ({ ...more, sslmode }))
const loose = ['disable', 'prefer', 'require']

/** For each value of one parameter. */
const each = <T>(values: readonly T[], build: (value: T) => readonly Cell[]): Cell[] => values.flatMap(build)

const certificates: Cell[] = [
  ...each(serverNames.slice(0, 8), (server) =>
    each(['ca', 'none'] as const, (root) => modes(sslModes, { servers: [server], user: 'scram', root })),
  ),
  ...each(['tlsonly', 'plainonly'] as const, (user) => modes(sslModes, { servers: ['good'], user, root: 'ca' })),
  ...modes(sslModes, { servers: ['good'], user: 'scram', root: 'ca', host: 'localhost' }),
  ...modes(sslModes, { servers: ['good'], user: 'scram', root: 'ca', host: 'socket' }),
  ...each(['good', 'revoked'] as const, (server) =>
    modes(sslModes, { servers: [server], user: 'scram', root: 'ca', revocationList: true }),
  ),
  ...each(['db.example.org', 'db.example.com'], (host) =>
    modes(sslModes, {
      servers: ['other name'],
      user: 'scram',
      root: 'ca',
      host,
      parameters: { hostaddr: '127.0.0.1' },
    }),
  ),
]

const versions: Cell[] = each(['good', 'TLS 1.2 only', 'TLS 1.3 only'] as const, (server) =>
  each([{ ssl_min_protocol_version: 'TLSv1.3' }, { ssl_max_protocol_version: 'TLSv1.2' }], (parameters) =>
    modes(['prefer', 'require', 'verify-full'], { servers: [server], user: 'scram', root: 'ca', parameters }),
  ),
)

const roles = ['scram', 'hashed', 'cleartext', 'trusted', 'certified'] as const

const binding: Cell[] = each(['disable', 'prefer', 'require'], (channel_binding) => [
  ...each(roles, (user) =>
    modes(loose, { servers: ['good'], user, root: 'none', client: 'plain key', parameters: { channel_binding } }),
  ),
  ...modes(['require'], {
    servers: ['good'],
    user: 'scram',
    root: 'none',
    host: 'socket',
    parameters: { channel_binding },
  }),
])

const clientKeys: Cell[] = [
  ...modes(sslModes, { servers: ['good'], user: 'certified', root: 'ca' }),
  ...modes(sslModes, { servers: ['good'], user: 'certified', root: 'ca', client: 'plain key' }),
  ...each(['locked key', 'old locked key'] as const, (client) =>
    each([{ passphrase: 'opens it' }, { passphrase: 'does not' }, {}], (more) =>
      modes(loose, { servers: ['good'], user: 'certified', root: 'ca', client, ...more }),
    ),
  ),
]

const certificateModes: Cell[] = each(['disable', 'allow', 'require'], (sslcertmode) =>
  each(['good', 'no client CA'] as const, (server) =>
    each([{ client: 'plain key' as const }, {}], (more) => [
      ...modes(loose, {
        servers: [server],
        user: 'scram',
        root: 'none',
        parameters: { sslcertmode },
        libpq: 18,
        ...more,
      }),
      ...modes(['allow'], {
        servers: [server],
        user: 'tlsonly',
        root: 'none',
        parameters: { sslcertmode },
        libpq: 18,
        ...more,
      }),
      ...modes(['require'], {
        servers: [server],
        user: 'certified',
        root: 'none',
        parameters: { sslcertmode },
        libpq: 18,
        ...more,
      }),
    ]),
  ),
)

const requiredMethods: Cell[] = each(
  [
    'scram-sha-256',
    'md5',
    'password',
    'none',
    '!password',
    '!md5,!password',
    '!none',
    '!scram-sha-256',
    'none,scram-sha-256',
    'password,md5,scram-sha-256',
    'bogus',
    'md5,!none',
    'md5,md5',
  ],
  (require_auth) =>
    each(roles, (user) =>
      modes(['prefer'], {
        servers: ['good'],
        user,
        root: 'none',
        client: 'plain key',
        parameters: { require_auth },
        libpq: 18,
      }),
    ),
)

const systemRoots: Cell[] = each(['good', 'self-signed', 'other name'] as const, (server) => [
  ...modes(sslModes, { servers: [server], user: 'scram', root: 'system', libpq: 18 }),
  { servers: [server], user: 'scram', root: 'system', libpq: 18 },
])

const direct: Cell[] = each(['good', 'self-signed', 'no TLS', 'TLS 1.2 only'] as const, (server) =>
  each(['ca', 'none'] as const, (root) =>
    modes(sslModes, {
      servers: [server],
      user: 'scram',
      root,
      parameters: { sslnegotiation: 'direct' },
      libpq: 18,
    }),
  ),
)

const sessionKinds: Cell[] = each(
  ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'],
  (target_session_attrs) =>
    each(
      [
        { servers: ['good', 'standby'], user: 'scram' },
        { servers: ['standby', 'good'], user: 'scram' },
        { servers: ['good'], user: 'readonly' },
        { servers: ['standby'], user: 'scram' },
        { servers: ['no TLS', 'self-signed', 'standby'], user: 'scram' },
      ] as const,
      (more) => modes(['require'], { ...more, root: 'ca', parameters: { target_session_attrs } }),
    ),
)

/** By what they are about. */
export const cells: Readonly<Record<string, readonly Cell[]>> = {
  'the server’s certificate': certificates,
  'TLS versions': versions,
  'channel binding': binding,
  'client keys': clientKeys,
  sslcertmode: certificateModes,
  require_auth: requiredMethods,
  'the system’s roots': systemRoots,
  'direct TLS': direct,
  'several hosts': sessionKinds,
}
