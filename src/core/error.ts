/**
 * The one list of error codes. A code describes itself and is never reused for another meaning.
 * `diagnosisCodes` are findings about a user's server or settings; `appErrorCodes` answer a request that cannot be done.
 */
export const diagnosisCodes = [
  'SETTINGS_HOST_EMPTY',
  'SETTINGS_FIELD_TYPE',
  'SETTINGS_FIELD_UNKNOWN',
  'SETTINGS_CHARACTER_NUL',
  'SETTINGS_HOST_SCHEME',
  'SETTINGS_HOST_USER',
  'SETTINGS_HOST_PATH',
  'SETTINGS_HOST_SPACE',
  'SETTINGS_HOST_IPV6_BARE',
  'SETTINGS_HOST_INVALID',
  'SETTINGS_SOCKET_INVALID',
  'SETTINGS_PORT_SECOND',
  'SETTINGS_PORT_INVALID',
  'SETTINGS_USERNAME_EMPTY',
  'SETTINGS_DATABASE_EMPTY',
  'SETTINGS_SSL_MODE_UNKNOWN',
  'SETTINGS_ROOT_CERTIFICATE_MISSING',
  'SETTINGS_SYSTEM_ROOTS_UNVERIFIED',
  'SETTINGS_DIRECT_TLS_UNENCRYPTED',
  'SETTINGS_CERTIFICATE_INVALID',
  'SETTINGS_CERTIFICATE_MISSING',
  'SETTINGS_KEY_INVALID',
  'SETTINGS_KEY_ENCRYPTED',
  'SETTINGS_KEY_MISSING',
  'SETTINGS_REVOCATION_LIST_INVALID',
  'SETTINGS_CERTIFICATE_NOT_ENFORCED',
  'SETTINGS_PARAMETER_UNKNOWN',
  'SETTINGS_PARAMETER_UNSUPPORTED',
  'SETTINGS_PARAMETER_HAS_FIELD',
  'SETTINGS_PARAMETER_VALUE',
  'SETTINGS_PARAMETER_TWICE',
  'SETTINGS_PATTERN_INVALID',
  'SETTINGS_STATEMENT_SOURCE_INVALID',
  'CONN_NAME_NOT_FOUND',
  'CONN_RESOLVER_SILENT',
  'CONN_NAME_LOOKUP_FAILED',
  'CONN_REFUSED',
  'CONN_SOCKET_MISSING',
  'CONN_SOCKET_DENIED',
  'CONN_NO_REPLY',
  'CONN_UNREACHABLE',
  'CONN_IPV6_ONLY',
  'CONN_FAILED',
  'CONN_NOT_POSTGRES',
  'CONN_PORT_SILENT',
  'CONN_TLS_NOT_OFFERED',
  'CONN_TLS_UNKNOWN_SIGNER',
  'CONN_TLS_HOSTNAME_MISMATCH',
  'CONN_TLS_CERTIFICATE_EXPIRED',
  'CONN_TLS_CERTIFICATE_NOT_YET_VALID',
  'CONN_TLS_HANDSHAKE_CLOSED',
  'CONN_TLS_FAILED',
  'CONN_TLS_CERTIFICATE_REVOKED',
  'CONN_TLS_KEY_LOCKED',
  'CONN_TLS_FELL_BACK',
  'CONN_CLOSED_AT_LOGIN',
  'CONN_PROTOCOL_REFUSED',
  'CONN_LIMIT_OF_SERVER',
  'CONN_LIMIT_RESERVED',
  'CONN_LIMIT_OF_ROLE',
  'CONN_LIMIT_OF_DATABASE',
  'AUTH_PASSWORD_REJECTED',
  'AUTH_PASSWORD_MISSING',
  'AUTH_NO_RULE_WITHOUT_TLS',
  'AUTH_NO_RULE_WITH_TLS',
  'AUTH_ROLE_UNUSABLE',
  'AUTH_METHOD_REJECTED',
  'AUTH_METHOD_UNSUPPORTED',
  'AUTH_METHOD_UNWANTED',
  'AUTH_CHANNEL_UNBOUND',
  'AUTH_CERTIFICATE_NOT_ASKED',
  'AUTH_SERVER_UNPROVEN',
  'AUTH_NO_ANSWER',
  'POOLER_PARAMETER_REFUSED',
  'POOLER_REFUSED_PLAIN',
  'POOLER_REFUSED_EARLY',
  'POOLER_LOGIN_REJECTED',
  'POOLER_NO_CONNECTION',
  'OPEN_DATABASE_MISSING',
  'OPEN_DATABASE_CLOSED',
  'OPEN_CONNECT_DENIED',
  'OPEN_PARAMETER_REFUSED',
  'OPEN_SESSION_UNSUITABLE',
  'SERVER_STARTING_UP',
  'SERVER_REFUSED',
  'SERVER_OUT_OF_SUPPORT',
  'SERVER_NEWER_THAN_KNOWN',
  'SERVER_CONNECTION_LOST',
  'QUERY_TIMED_OUT',
  'QUERY_LOCKED_OUT',
  'QUERY_RECOVERY_CONFLICT',
  'QUERY_DENIED',
  'QUERY_ANSWER_UNKNOWN',
  'QUERY_FAILED',
  'TEST_STAGE_DEADLINE',
  'TEST_DEADLINE',
  'SCOPE_MATCHES_NOTHING',
  'DATABASES_NOT_READABLE',
  'SCHEMAS_NOT_USABLE',
  'RELATIONS_NOT_READABLE',
  'COLUMNS_NOT_READABLE',
  'USAGE_EXTENSION_MISSING',
  'USAGE_SOURCE_MISSING',
  'USAGE_SOURCE_UNSUITABLE',
  'USAGE_SOURCE_DENIED',
  'USAGE_NOT_PRELOADED',
  'USAGE_TEXTS_MASKED',
  'LINEAGE_FROM_VIEWS_ONLY',
  'PROFILER_TABLES_NOT_READABLE',
  'PROFILER_ROWS_HIDDEN',
] as const
export type DiagnosisCode = (typeof diagnosisCodes)[number]

export const appErrorCodes = [
  'REQUEST_INVALID',
  'REQUEST_TOO_LARGE',
  'REQUEST_HOST_REFUSED',
  'REQUEST_ORIGIN_REFUSED',
  'REQUEST_TYPE_UNSUPPORTED',
  'REQUEST_RATE_LIMITED',
  'ROUTE_NOT_FOUND',
  'CONNECTOR_NOT_FOUND',
  'CONNECTOR_NOT_TESTABLE',
  'CONTENT_UNUSABLE',
  'SERVICE_NOT_FOUND',
  'SERVICE_NAME_TAKEN',
  'INPUT_UNREADABLE',
  'INSTALLATION_KEY_UNUSABLE',
  'INSTALLATION_KEY_WRONG',
  'STATE_DATABASE_UNAVAILABLE',
  'INTERNAL_ERROR',
] as const
export type AppErrorCode = (typeof appErrorCodes)[number]

/** The one error shape of the HTTP API and of the command's `--json`. */
export interface ErrorBody {
  readonly code: AppErrorCode
  /** What is wrong, one sentence. */
  readonly message: string
  /** What exactly, such as a list of fields with their problems; null when the message says it all. */
  readonly details: string | null
  /** What to do. */
  readonly hint: string | null
}

/** An expected failure on its way to a user. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly details: string | null
  readonly hint: string | null

  constructor(code: AppErrorCode, message: string, more: { details?: string; hint?: string; cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.details = more.details ?? null
    this.hint = more.hint ?? null
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, details: this.details, hint: this.hint }
  }
}
