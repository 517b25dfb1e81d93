import { type Kysely, sql, type Transaction } from 'kysely'
import { AppError } from '../core/error.ts'
import { type ConnectorId, type FieldPath, type ServiceId, toConnectorId, toRunId, toServiceId } from '../core/ids.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import { serviceNameKey } from '../core/service-name-key.ts'
import { removeEmptyQueues, removeJob } from './job-queue.ts'
import { type Keyring, seal, unseal } from './keyring.ts'
import type { Database } from './schema.ts'
import { secretPlace } from './secret-place.ts'
import type { SecretScope } from './secret-scope.ts'
import { sweepContents } from './snapshot-removal.ts'

export interface StoredService extends ServiceContent {
  readonly id: ServiceId
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ServiceContent {
  readonly name: string
  readonly connector: ConnectorId
  /** The form without its secrets. */
  readonly settings: JsonObject
  readonly secrets: ReadonlyMap<FieldPath, StoredSecret>
  /** Of the form with the secrets that are in use; null when a new key made it unknown. */
  readonly settingsHash: string | null
}

export interface StoredSecret {
  readonly value: JsonValue
  readonly scope: SecretScope
}

/** A row without its secrets, as lists need it. */
export type ServiceRow = Omit<StoredService, 'secrets'>

export interface ServiceStore {
  list(): Promise<readonly ServiceRow[]>
  find(id: ServiceId): Promise<StoredService | null>
  /** Those of `names` that are in use, as keys. */
  takenNameKeys(names: readonly string[], except: ServiceId | null): Promise<ReadonlySet<string>>
  /** Throws SERVICE_NAME_TAKEN. */
  create(content: ServiceContent): Promise<ServiceId>
  /** `change` sees the service locked; all it returns is saved, or nothing. Null where there is no such service. */
  update(id: ServiceId, change: (service: StoredService) => ServiceContent): Promise<ServiceId | null>
  /** With its runs, snapshots, schedules, tests and secrets. */
  delete(id: ServiceId): Promise<boolean>
}

type Connection = Kysely<Database> | Transaction<Database>

export function serviceStore(db: Kysely<Database>, keyring: Keyring): ServiceStore {
  return {
    async list() {
      const rows = await db.selectFrom('services').select(columns).orderBy('name_key').execute()
      return rows.map(decode)
    },
    find: (id) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((tx) => readService(tx, keyring, id, false)),
    async takenNameKeys(names, except) {
      const query = db.selectFrom('services').select('name_key').where('name_key', 'in', names.map(serviceNameKey))
      const rows = await (except === null ? query : query.where('id', '!=', except)).execute()
      return new Set(rows.map((row) => row.name_key))
    },
    async create(content) {
      const id = toServiceId(crypto.randomUUID())
      await namesAreUnique(content.name, () =>
        db.transaction().execute(async (tx) => {
          await tx
            .insertInto('services')
            .values({ id, ...encode(content) })
            .execute()
          await writeSecrets(tx, keyring, id, content.secrets)
          await adoptTests(tx, id, content)
        }),
      )
      return id
    },
    async update(id, change) {
      return await db.transaction().execute(async (tx) => {
        const service = await readService(tx, keyring, id, true)
        if (service === null) return null
        const content = change(service)
        await namesAreUnique(content.name, () =>
          tx
            .updateTable('services')
            .set({ ...encode(content), updated_at: new Date() })
            .where('id', '=', id)
            .execute(),
        )
        await tx.deleteFrom('service_secrets').where('service_id', '=', id).execute()
        await writeSecrets(tx, keyring, id, content.secrets)
        await adoptTests(tx, id, content)
        return id
      })
    },
    async delete(id) {
      const isGone = await db.transaction().execute(async (tx) => {
        // Locked first, so that no run is queued meanwhile.
        const service = await tx.selectFrom('services').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
        const waiting = await tx
          .selectFrom('runs')
          .select('id')
          .where('service_id', '=', id)
          .where('state', '=', 'queued')
          .execute()
        for (const run of waiting) await removeJob(tx, toRunId(run.id))
        await removeTests(tx, id)
        await tx.deleteFrom('services').where('id', '=', id).execute()
        return service !== undefined
      })
      await sweepContents(db)
      await removeEmptyQueues(db)
      return isGone
    },
  }
}

const columns = ['id', 'name', 'connector', 'settings', 'settings_hash', 'created_at', 'updated_at'] as const

function decode(row: {
  id: string
  name: string
  connector: string
  settings: JsonObject
  settings_hash: string | null
  created_at: Date
  updated_at: Date
}): ServiceRow {
  return {
    id: toServiceId(row.id),
    name: row.name,
    connector: toConnectorId(row.connector),
    settings: row.settings,
    settingsHash: row.settings_hash,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function encode(content: ServiceContent) {
  return {
    name: content.name,
    name_key: serviceNameKey(content.name),
    connector: content.connector,
    settings: JSON.stringify(content.settings),
    settings_hash: content.settingsHash,
  }
}

/** What was tested before it was saved becomes part of the service's history. */
async function adoptTests(tx: Connection, id: ServiceId, { settingsHash }: ServiceContent): Promise<void> {
  if (settingsHash === null) return
  await tx
    .updateTable('connection_tests')
    .set({ service_id: id })
    .where('service_id', 'is', null)
    .where('settings_hash', '=', settingsHash)
    .execute()
}

/** Those that no other service with the same settings has as well. */
async function removeTests(tx: Connection, id: ServiceId): Promise<void> {
  await sql`
    delete from patchbay.connection_tests as test
    where (service_id = ${id} or settings_hash = (select settings_hash from patchbay.services where id = ${id}))
      and not exists (
        select from patchbay.services as other where other.id <> ${id} and other.settings_hash = test.settings_hash
      )`.execute(tx)
}

/** A service with its secrets; null where there is none. */
export async function readService(
  tx: Connection,
  keyring: Keyring,
  id: ServiceId,
  lock: boolean,
): Promise<StoredService | null> {
  const query = tx.selectFrom('services').select(columns).where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) return null
  const secrets = await tx
    .selectFrom('service_secrets')
    .select(['field', 'sealed', 'scope'])
    .where('service_id', '=', id)
    .orderBy('field')
    .execute()
  const opened = secrets.map(({ field, sealed, scope }): [FieldPath, StoredSecret] => [
    field as FieldPath,
    { value: JSON.parse(unseal(keyring, sealed, secretPlace(id, field))) as JsonValue, scope },
  ])
  return { ...decode(row), secrets: new Map(opened) }
}

async function writeSecrets(
  tx: Connection,
  keyring: Keyring,
  id: ServiceId,
  secrets: ReadonlyMap<FieldPath, StoredSecret>,
): Promise<void> {
  if (secrets.size === 0) return
  const rows = [...secrets].map(([field, { value, scope }]) => ({
    service_id: id,
    field,
    sealed: seal(keyring, JSON.stringify(value), secretPlace(id, field)),
    scope: JSON.stringify(scope),
  }))
  await tx.insertInto('service_secrets').values(rows).execute()
}

/** The index decides, so that two requests at once cannot both take a name. */
async function namesAreUnique<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code !== '23505' || constraint !== 'services_name_key_key') throw error
    throw new AppError('SERVICE_NAME_TAKEN', `There is a service named ${name} already.`, {
      hint: 'Choose another name.',
      cause: error,
    })
  }
}
