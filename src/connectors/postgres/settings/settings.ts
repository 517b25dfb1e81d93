/** Values of libpq's `sslmode`, weakest first. */
export const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof sslModes)[number]

/** Values of libpq's `target_session_attrs`. */
export const targetSessionAttrs = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const
export type TargetSessionAttrs = (typeof targetSessionAttrs)[number]

/** Values of libpq's `ssl_min_protocol_version` and `ssl_max_protocol_version`. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
type TlsVersion = (typeof tlsVersions)[number]

/** Values of libpq's `sslcertmode`. */
export const certificateModes = ['disable', 'allow', 'require'] as const

/** Values of libpq's `channel_binding`. */
export const channelBindings = ['disable', 'prefer', 'require'] as const

/** Ways to log in that libpq's `require_auth` knows; `none` is a server that asks for nothing. */
export const authenticationMethods = ['password', 'md5', 'gss', 'sspi', 'scram-sha-256', 'oauth', 'none'] as const
export type RequirableMethod = (typeof authenticationMethods)[number]

export type HostSpec =
  /** With `hostaddr` the name is only for verifying the certificate, and is not looked up. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly hostaddr?: string }
  | { readonly kind: 'socket'; readonly directory: string; readonly port: number }

/** Regular expressions; a name is in when it matches an include (or there is none) and no exclude. */
export interface FilterPattern {
  readonly includes: readonly string[]
  readonly excludes: readonly string[]
}

/** A form, understood. Names are libpq's where libpq has one; absent is `null`. */
export interface PostgresSettings {
  /** Tried in order; at least one. */
  readonly hosts: readonly HostSpec[]
  readonly user: string
  readonly password: string | null
  /** `null` only with `scope.allDatabases`: start from `postgres`, then `template1`. */
  readonly dbname: string | null
  readonly sslmode: SslMode
  readonly sslrootcert: { readonly kind: 'none' | 'system' } | { readonly kind: 'pem'; readonly pem: string }
  readonly sslcert: string | null
  readonly sslkey: string | null
  /** Passphrase of `sslkey`. */
  readonly sslpassword: string | null
  /** Revoked certificates as PEM text, checked with a root certificate of one's own, as libpq does. */
  readonly sslcrl: string | null
  /** `require`: the server must ask for the client certificate. */
  readonly sslcertmode: (typeof certificateModes)[number]
  readonly sslnegotiation: 'postgres' | 'direct'
  readonly sslsni: boolean
  /** libpq's default is `TLSv1.2`. */
  readonly sslMinProtocolVersion: TlsVersion
  readonly sslMaxProtocolVersion: TlsVersion | null
  /** Whether SCRAM is tied to the server's certificate. */
  readonly channelBinding: (typeof channelBindings)[number]
  /** The ways to log in that will do; `null` for all. */
  readonly requireAuth: readonly RequirableMethod[] | null
  /** Hosts and their addresses in random order. */
  readonly loadBalanceHosts: boolean
  /** Which of several servers will do; `prefer-standby` takes any when no standby answers. */
  readonly targetSessionAttrs: TargetSessionAttrs
  /** For each address, from the first packet to a ready session; `null` leaves it to the test's own deadlines. */
  readonly connectTimeoutMs: number | null
  readonly applicationName: string
  /** Command-line options for the backend, as in libpq's `options`. */
  readonly options: string | null
  readonly keepalives: boolean
  readonly keepalivesIdleMs: number | null
  readonly scope: {
    readonly allDatabases: boolean
    readonly databases: FilterPattern
    readonly schemas: FilterPattern
    readonly tables: FilterPattern
  }
  readonly classificationName: string
  readonly queryStatementSource: string
}
