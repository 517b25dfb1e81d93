import type { FieldPath } from './ids.ts'
import type { JsonObject } from './json.ts'

/** What a role can be made to read. `metadata` comes with being let in; the others are opened on top of it. */
export const accessCapabilities = ['metadata', 'usage', 'profiles'] as const
export type AccessCapability = (typeof accessCapabilities)[number]

/** How the role proves who it is. */
export const accessLogins = ['password', 'certificate'] as const
export type AccessLogin = (typeof accessLogins)[number]

/** Who runs the server, as far as that changes what its owner has to do. */
export const accessProviders = ['own', 'rds', 'cloud-sql', 'azure', 'supabase', 'neon'] as const
export type AccessProvider = (typeof accessProviders)[number]

/** A role that does not exist yet, as it is wanted. Holds no secret. */
export interface AccessRequest {
  readonly role: string
  readonly capabilities: readonly AccessCapability[]
  readonly databases: readonly AccessDatabase[]
  /** Roles whose future tables have to be readable too; empty: those of whoever runs the script. */
  readonly owners: readonly string[]
  readonly login: AccessLogin
  readonly provider: AccessProvider
  /** Address or network, such as `203.0.113.7` or `10.0.0.0/8`, from which the role logs in; null while unknown. */
  readonly address: string | null
  /** Refuse the role's logins without TLS. */
  readonly tls: boolean
  /** Last day on which the role may log in with its password, `2027-01-31`; null for no end. */
  readonly validUntil: string | null
  /** Sessions at one time; null for no limit of its own. */
  readonly connectionLimit: number | null
}

export interface AccessDatabase {
  readonly name: string
  /** Schemas whose tables are to be read; empty: every one. Concerns profiles only. */
  readonly schemas: readonly string[]
}

/** Something in a request that nothing can be written for. */
export interface AccessProblem {
  readonly path: FieldPath
  readonly message: string
}

/** A part of a script, to be run in one go. */
export type AccessStep = {
  readonly capability: AccessCapability
  readonly title: string
  /** Why the role needs it, one sentence. */
  readonly why: string
  /** The database to be connected to; null where any does. */
  readonly database: string | null
  /** psql's own command before the SQL, such as the change of the database; null where there is none. */
  readonly psql: string | null
  /** Plain SQL. */
  readonly grant: string
  /** Plain SQL that takes back exactly what `grant` gave; empty where nothing has to be. */
  readonly revoke: string
}

/** What to ask of the server's owner. */
export interface AccessScript {
  readonly steps: readonly AccessStep[]
  /** All steps as one psql script, which changes databases by itself and asks for the password. */
  readonly grant: string
  /** Its undoing, also for psql. */
  readonly revoke: string
  /** Lines for pg_hba.conf; null where nobody can edit that file. */
  readonly hba: string | null
  /** What is particular to this server or request. */
  readonly notes: readonly string[]
  /** The whole request in words, ready to be sent. */
  readonly handOff: { readonly markdown: string; readonly text: string }
  /** What to fill into the connection form once the role exists; no secret. */
  readonly form: JsonObject
}
