/** Parameters that `connectionOptions` and `connectionArguments` may set. Each is honoured by `connect`. */
export const honouredParameters = [
  'application_name',
  'channel_binding',
  'connect_timeout',
  'fallback_application_name',
  'hostaddr',
  'keepalives',
  'keepalives_idle',
  'load_balance_hosts',
  'options',
  'require_auth',
  'ssl_max_protocol_version',
  'ssl_min_protocol_version',
  'sslcertmode',
  'sslnegotiation',
  'sslsni',
  'target_session_attrs',
] as const
export type HonouredParameter = (typeof honouredParameters)[number]

/** Parameters that the form has a field for: name → keys of the field. */
export const parameterFields: Readonly<Record<string, readonly string[]>> = {
  host: ['hostPort'],
  port: ['hostPort'],
  dbname: ['database'],
  database: ['database'],
  user: ['username'],
  username: ['username'],
  password: ['password'],
  sslmode: ['sslMode'],
  requiressl: ['sslMode'],
  ssl: ['sslMode'],
  sslrootcert: ['sslConfig', 'caCertificate'],
  sslcert: ['sslConfig', 'sslCertificate'],
  sslkey: ['sslConfig', 'sslKey'],
  sslpassword: ['sslConfig', 'sslPassword'],
  sslcrl: ['sslConfig', 'certificateRevocationList'],
  dsn: ['hostPort'],
}

/** Fields whose value is never repeated in a message or a button. */
export const secretParameters: readonly string[] = ['password', 'sslkey', 'dsn', 'sslpassword']

interface Unsupported {
  /** Why, as the end of a sentence that begins with the parameter's name. */
  readonly reason: string
  /** Values that ask for what happens anyway, and are therefore fine. */
  readonly fine?: readonly string[]
}

const gssapi = 'needs Kerberos, which Patchbay does not speak'
const file = 'names a file on this machine, and settings never read files'
const oauth = 'belongs to OAuth, which Patchbay does not speak'
const socketOption = 'cannot be set from Node.js; the system has its own value'
const python = 'is about Python code'
const engine = 'is about SQLAlchemy’s engine, and there is none here'

/** Known to libpq or psycopg2, but not done here. */
export const unsupportedParameters: Readonly<Record<string, Unsupported>> = {
  client_encoding: { reason: 'is always UTF8', fine: ['utf8', 'utf-8', 'unicode', 'auto'] },
  gssdelegation: { reason: gssapi, fine: ['0'] },
  gssencmode: { reason: gssapi, fine: ['disable', 'prefer'] },
  gsslib: { reason: gssapi },
  keepalives_count: { reason: socketOption, fine: ['0'] },
  keepalives_interval: { reason: socketOption, fine: ['0'] },
  krbsrvname: { reason: gssapi },
  max_protocol_version: { reason: 'is always 3.0', fine: ['3.0'] },
  min_protocol_version: { reason: 'is always 3.0', fine: ['3.0'] },
  oauth_client_id: { reason: oauth },
  oauth_client_secret: { reason: oauth },
  oauth_issuer: { reason: oauth },
  oauth_scope: { reason: oauth },
  passfile: { reason: file },
  replication: {
    reason: 'opens a replication session, which cannot read the catalog',
    fine: ['false', 'off', 'no', '0'],
  },
  requirepeer: { reason: 'cannot be checked from Node.js, which does not tell who listens on a socket', fine: [''] },
  scram_client_key: { reason: 'is not supported; use the password' },
  scram_server_key: { reason: 'is not supported; use the password' },
  service: { reason: file },
  servicefile: { reason: file },
  sslcompression: { reason: 'is insecure and no longer exists', fine: ['0'] },
  sslcrldir: { reason: 'names a folder on this machine, and settings never read files' },
  sslkeylogfile: { reason: 'would write session keys to disk' },
  tcp_user_timeout: { reason: socketOption, fine: ['0'] },
  async: { reason: python },
  async_: { reason: python },
  connection_factory: { reason: python },
  cursor_factory: { reason: python },
  echo: { reason: engine },
  executemany_mode: { reason: engine },
  isolation_level: { reason: 'is chosen by the test, which reads in one read-only transaction' },
  max_overflow: { reason: engine },
  pool_pre_ping: { reason: engine },
  pool_recycle: { reason: engine },
  pool_size: { reason: engine },
  pool_timeout: { reason: engine },
  prepare_threshold: { reason: python },
  row_factory: { reason: python },
  server_side_cursors: { reason: engine },
  ssl_context: { reason: python },
}

/** What other drivers call a parameter of ours. */
export const parameterAliases: Readonly<Record<string, HonouredParameter>> = {
  timeout: 'connect_timeout',
  logintimeout: 'connect_timeout',
  connectiontimeoutmillis: 'connect_timeout',
  applicationname: 'application_name',
  targetservertype: 'target_session_attrs',
  keepalive: 'keepalives',
  tcp_keepalive: 'keepalives',
  loadbalancehosts: 'load_balance_hosts',
  channelbinding: 'channel_binding',
}

/** Server settings that are often written as parameters; they belong into `options` as `-c name=value`. */
export const serverSettings: readonly string[] = [
  'client_min_messages',
  'datestyle',
  'default_transaction_read_only',
  'extra_float_digits',
  'idle_in_transaction_session_timeout',
  'intervalstyle',
  'jit',
  'lock_timeout',
  'role',
  'search_path',
  'statement_timeout',
  'timezone',
  'work_mem',
]
