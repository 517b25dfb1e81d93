/** Parameters that `connectionOptions` and `connectionArguments` may set. Each is honoured by `connect`. */
export const honouredParameters = [
  'application_name',
  'connect_timeout',
  'keepalives',
  'keepalives_idle',
  'options',
  'ssl_max_protocol_version',
  'ssl_min_protocol_version',
  'sslnegotiation',
  'sslsni',
  'target_session_attrs',
] as const
export type HonouredParameter = (typeof honouredParameters)[number]

/** Parameters that the form has a field for: name → keys of the field. */
export const parameterFields: Readonly<Record<string, readonly string[]>> = {
  host: ['hostPort'],
  port: ['hostPort'],
  hostaddr: ['hostPort'],
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

/** Known to libpq or psycopg2, but not done here. */
export const unsupportedParameters: Readonly<Record<string, Unsupported>> = {
  channel_binding: { reason: 'cannot be changed; it is used whenever the server offers it', fine: ['prefer'] },
  client_encoding: { reason: 'is always UTF8', fine: ['utf8', 'utf-8', 'unicode'] },
  fallback_application_name: { reason: 'is of no use beside application_name' },
  gssdelegation: { reason: gssapi, fine: ['0'] },
  gssencmode: { reason: gssapi, fine: ['disable', 'prefer'] },
  gsslib: { reason: gssapi },
  keepalives_count: { reason: socketOption },
  keepalives_interval: { reason: socketOption },
  krbsrvname: { reason: gssapi },
  load_balance_hosts: { reason: 'is not done; hosts are tried in the order given', fine: ['disable'] },
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
  require_auth: { reason: 'is not supported' },
  requirepeer: { reason: 'is not supported' },
  scram_client_key: { reason: 'is not supported; use the password' },
  scram_server_key: { reason: 'is not supported; use the password' },
  service: { reason: file },
  servicefile: { reason: file },
  sslcertmode: { reason: 'is not supported; the client certificate is sent when there is one', fine: ['allow'] },
  sslcompression: { reason: 'is insecure and no longer exists', fine: ['0'] },
  sslcrl: { reason: file },
  sslcrldir: { reason: file },
  sslkeylogfile: { reason: 'would write session keys to disk' },
  sslpassword: { reason: 'is not supported; paste the key without its passphrase' },
  tcp_user_timeout: { reason: socketOption },
  async: { reason: 'is about Python code' },
  connection_factory: { reason: 'is about Python code' },
  cursor_factory: { reason: 'is about Python code' },
}

/** What other drivers call a parameter of ours. */
export const parameterAliases: Readonly<Record<string, HonouredParameter>> = {
  timeout: 'connect_timeout',
  logintimeout: 'connect_timeout',
  connectiontimeoutmillis: 'connect_timeout',
  applicationname: 'application_name',
  targetservertype: 'target_session_attrs',
  keepalive: 'keepalives',
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
