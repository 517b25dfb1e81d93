import type { CertificateLink } from '../../core/certificate.ts'
import type { Attempt, Cause, Facts } from '../../core/connection.ts'

/** What `connect` goes through, in order. `resolve` is absent for IP addresses and sockets, `encrypt` where TLS is not tried. */
export type ConnectStep = 'resolve' | 'reach' | 'encrypt' | 'authenticate' | 'open'

/**
 * Told as things really happen. With several hosts or tries a step may start again; the last end counts.
 * A try's step that fails has no end: the next thing told is the next try's first step, or nothing.
 */
export type ConnectProgress =
  | { readonly type: 'step-started'; readonly step: ConnectStep }
  | { readonly type: 'step-ended'; readonly step: ConnectStep; readonly durationMs: number; readonly facts: Facts }

/** The certificate a server presented, for the reader and the diagnosis. */
export interface PresentedCertificate extends CertificateLink {
  /** DNS names and addresses it is valid for. */
  readonly names: readonly string[]
  /** From the server's own certificate towards the root, as far as it was presented. */
  readonly chain: readonly CertificateLink[]
  /** The same as PEM. */
  readonly chainPem: string
  /** The last of the chain where it signed itself, as PEM. */
  readonly rootPem: string | null
  /** TLS version and cipher of the handshake in which it was presented. */
  readonly protocol: string
  readonly cipher: string
  /** By our clock, ISO 8601. */
  readonly seenAt: string
}

/** Fields of a server's ErrorResponse. `message`, `detail`, `hint` are for the reader only; never decide on them. */
export interface ServerError {
  readonly sqlstate: string
  readonly severity: string
  readonly routine: string | null
  readonly message: string
  readonly detail: string | null
  readonly hint: string | null
}

export interface ConnectFailure {
  readonly step: ConnectStep
  /**
   * `os`: errno name, `TIMEOUT` for a deadline, or `CANCELLED`; `tls`: OpenSSL or Node code such as `CERT_HAS_EXPIRED`;
   * `sqlstate`; `protocol`, at any step: `CLOSED`, `NOT_POSTGRES`, `PROTOCOL_VIOLATION`; while encrypting:
   * `TLS_NOT_OFFERED`, `NO_ROOT_CERTIFICATE`, `ALPN_MISSING`, `UNENCRYPTED_DATA` (bytes after the server's `S`),
   * `SERVER_ERROR` (an error without a code, see `answered`); while logging in: `PASSWORD_MISSING`,
   * `AUTH_METHOD_UNSUPPORTED`, `AUTH_METHOD_UNWANTED` (by `require_auth`), `CHANNEL_UNBOUND` (`channel_binding`),
   * `CERTIFICATE_NOT_ASKED` (`sslcertmode`), `SCRAM_INVALID`; when open: `SESSION_ATTRS_UNMET`.
   */
  readonly cause: Cause
  readonly host: string
  readonly address: string | null
  readonly port: number
  /** Whether the try that decided was encrypted. */
  readonly tls: boolean
  /** Whether the server asked for a password before it refused. */
  readonly passwordAsked: boolean
  readonly attempts: readonly Attempt[]
  readonly certificate: PresentedCertificate | null
  /** The first bytes (latin1, at most 80) when something else than Postgres answered. */
  readonly answered: string | null
  /** Our own end of the socket, when there was one. */
  readonly localAddress: string | null
  readonly serverError: ServerError | null
  readonly cancelled: boolean
}

/** An error of a running statement or a lost connection, with what the protocol said. */
export class QueryFailure extends Error {
  readonly reason: Cause
  readonly serverError: ServerError | null

  constructor(reason: Cause, serverError: ServerError | null, options?: ErrorOptions) {
    super(serverError?.message ?? reason.value, options)
    this.name = 'QueryFailure'
    this.reason = reason
    this.serverError = serverError
  }
}

/** An open session. Statements queue; `query` rejects with a `QueryFailure`. */
export interface Connection {
  readonly host: string
  /** Address that answered, such as `127.0.0.1`, or the socket's path. */
  readonly address: string
  readonly port: number
  readonly localAddress: string | null
  readonly tls: {
    readonly version: string
    readonly cipher: string
    readonly certificate: PresentedCertificate | null
  } | null
  readonly attempts: readonly Attempt[]
  /** What an earlier try turned down, such as the encrypted one of mode `prefer`. */
  readonly refusedCertificate: PresentedCertificate | null
  /** Of the process to which a CancelRequest would go; not that of the server's process where a pooler stands before it. */
  readonly processId: number | null
  /** ParameterStatus values the server sent at login, such as `server_version`. */
  readonly parameters: Readonly<Record<string, string>>
  /** Rows as arrays of text or null, exactly as the server sent them; decoding is the catalog question's business. */
  query(sql: string, values?: readonly (string | number | null)[]): Promise<QueryRows>
  /**
   * Sends one statement; a text of several is refused by the server before any of them runs, so that SQL of a user
   * within it cannot end the transaction. Rejects like `query`.
   */
  queryAlone(statement: string): Promise<QueryRows>
  /**
   * Sends statements in one message. What each `COPY … TO STDOUT` among them sends is handed on as it arrives; other
   * rows are dropped. The first failing statement ends the message: those after it are not run.
   */
  copy(sql: string, receive: CopyReceiver): Promise<void>
  /**
   * Sends statements together, which costs one network round trip; each has its own answer, and a failed one does not
   * keep the next from running. Every promise wants to be looked after.
   */
  queryAll(texts: readonly string[]): readonly Promise<QueryRows>[]
  /** Sends a CancelRequest over a socket of its own (TLS where the session has it) and resolves when it was delivered. */
  cancel(): Promise<void>
  /** Says goodbye and closes; never rejects. */
  close(): Promise<void>
}

/** Called in order; `place` counts the message's COPY statements from 0. Must not throw. */
export interface CopyReceiver {
  /** Whole lines in COPY's text format, each ended by a line feed. */
  block(place: number, text: string): void
  ended(place: number): void
}

export interface QueryRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
}

export interface ConnectOptions {
  /** Another database than the settings name. */
  readonly database?: string
  readonly signal: AbortSignal
  /** Each step's own limit. */
  readonly stepDeadlineMs: number
  readonly onProgress?: (progress: ConnectProgress) => void
}
