import { type Kysely, sql, type Transaction } from 'kysely'
import { toServiceId } from '../core/ids.ts'
import { hashOfHash, type Keyring, rewrap } from './keyring.ts'
import type { Database } from './schema.ts'
import { secretPlace } from './secret-place.ts'
import { readService, type ServiceContent } from './services.ts'

/** The hash of the form that a service is tested with, see `hashSettings`. */
export type HashForm = (service: ServiceContent) => string

/**
 * Seals every data key with the new primary key, in one transaction. Tests are found by a hash made with the key, so
 * services get a new one, and their tests with them; of settings that no service has any more the hash itself is hashed,
 * so that tests of the same settings stay together and who knows the old key can guess nothing from them.
 * @param keyCheck the text that proves the key, sealed with the new one
 */
export async function rotateKeys(
  db: Kysely<Database>,
  keyring: Keyring,
  hashForm: HashForm | null,
  keyCheck: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const secrets = await tx.selectFrom('service_secrets').select(['service_id', 'field', 'sealed']).execute()
    for (const { service_id, field, sealed } of secrets) {
      await tx
        .updateTable('service_secrets')
        .set({ sealed: rewrap(keyring, sealed, secretPlace(service_id, field)) })
        .where('service_id', '=', service_id)
        .where('field', '=', field)
        .execute()
    }
    await hashAnew(tx, keyring, hashForm)
    await tx.updateTable('installation').set({ key_check: keyCheck }).execute()
  })
}

async function hashAnew(tx: Transaction<Database>, keyring: Keyring, hashForm: HashForm | null): Promise<void> {
  const services = await tx.selectFrom('services').select(['id', 'settings_hash']).execute()
  const renewed = new Map<string, string>()
  for (const { id, settings_hash: before } of services) {
    const service = hashForm === null ? null : await readService(tx, keyring, toServiceId(id), false)
    const after = service === null || hashForm === null ? null : hashForm(service)
    await tx.updateTable('services').set({ settings_hash: after }).where('id', '=', id).execute()
    if (before !== null && after !== null) renewed.set(before, after)
  }
  const tested = await tx.selectFrom('connection_tests').select('settings_hash').distinct().execute()
  for (const { settings_hash: before } of tested) {
    const after = renewed.get(before) ?? hashOfHash(keyring, before)
    await sql`
      update patchbay.connection_tests
      set settings_hash = ${after}, report = jsonb_set(report, '{settingsHash}', to_jsonb(${after}::text))
      where settings_hash = ${before}`.execute(tx)
  }
}
