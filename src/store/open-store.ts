import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { AppError } from '../core/error.ts'
import { toStateError } from '../core/state-error.ts'
import { type CatalogStore, catalogStore } from './catalog.ts'
import { type JobWorker, type JobWorkerOptions, migrateQueue, startJobWorker } from './job-queue.ts'
import { type Keyring, SealError, seal, sealedWith, unseal } from './keyring.ts'
import { migrate, underLock } from './migrate.ts'
import { type CheckStore, checkStore } from './quality/checks.ts'
import { type ProfileStore, profileStore } from './quality/profiles.ts'
import { type QualitySettingsStore, qualitySettingsStore } from './quality/settings.ts'
import { type RetentionStore, retentionStore } from './retention.ts'
import { type HashForm, rotateKeys } from './rotate-keys.ts'
import { type RunSignals, runSignals } from './run-signals.ts'
import { type RunStore, runStore } from './runs.ts'
import { type ScheduleStore, scheduleStore } from './schedules.ts'
import type { Database } from './schema.ts'
import { type ServiceStore, serviceStore } from './services.ts'
import { type SnapshotStore, snapshotStore } from './snapshots.ts'
import { type TestStore, testStore } from './tests.ts'
import { type UsageLineageStore, usageLineageStore } from './usage/lineage.ts'
import { type UsageReadingStore, usageReadingStore } from './usage/readings.ts'
import { type WorkerStore, workerStore } from './workers.ts'

/** An installation's state. All of it is in one Postgres, which any number of processes may share. */
export interface Store {
  readonly services: ServiceStore
  readonly tests: TestStore
  readonly runs: RunStore
  readonly snapshots: SnapshotStore
  readonly catalog: CatalogStore
  readonly usage: UsageReadingStore
  readonly usageLineage: UsageLineageStore
  readonly profiles: ProfileStore
  readonly checks: CheckStore
  readonly qualitySettings: QualitySettingsStore
  readonly schedules: ScheduleStore
  readonly retention: RetentionStore
  readonly workers: WorkerStore
  readonly signals: Pick<RunSignals, 'watch'>
  /** Takes runs from the queue and performs them, until stopped. */
  startJobWorker(options: Omit<JobWorkerOptions, 'connectionString'>): Promise<JobWorker>
  /** Rejects when the state cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Connection URL of the state database. */
  readonly url: string
  readonly keyring: Keyring
  /**
   * Tells a service's settings from others with the present key, so that tests stay found after a new key. Without it
   * services count as untested then.
   */
  readonly hashForm?: HashForm | null
}

/** Opens the state: makes or migrates its tables and checks that the keys are the right ones. Throws an AppError. */
export async function openStore({ url, keyring, hashForm = null }: StoreOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'patchbay state',
  })
  // An idle connection that breaks is replaced; the next query tells if the server is gone.
  pool.on('error', () => undefined)
  // One that is lost in the middle of a transaction tells nobody else; what it is asked next is refused with the reason.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const plain = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    await underLock(plain, async (connection) => {
      await migrate(connection)
      await migrateQueue(connection, url)
      await checkKey(connection.withSchema('patchbay'), keyring, hashForm)
    })
  } catch (error) {
    await plain.destroy()
    throw toStateError(error)
  }
  const db = plain.withSchema('patchbay')
  const signals = runSignals(url)
  return {
    services: serviceStore(db, keyring),
    tests: testStore(db),
    runs: runStore(db),
    snapshots: snapshotStore(db),
    catalog: catalogStore(db),
    usage: usageReadingStore(db),
    usageLineage: usageLineageStore(db),
    profiles: profileStore(db),
    checks: checkStore(db),
    qualitySettings: qualitySettingsStore(db),
    schedules: scheduleStore(db),
    retention: retentionStore(db),
    workers: workerStore(db),
    signals,
    startJobWorker: (options) => startJobWorker({ ...options, connectionString: url }),
    async ping() {
      await sql`select 1`.execute(db)
    },
    async close() {
      await signals.close()
      await plain.destroy()
    },
  }
}

/** Text that is sealed in the database: opening it proves the key. */
const keyCheck = 'the key of this installation'
const keyCheckPlace = 'installation/key_check'

async function checkKey(db: Kysely<Database>, keyring: Keyring, hashForm: HashForm | null): Promise<void> {
  const row = await db.selectFrom('installation').select('key_check').executeTakeFirst()
  if (row === undefined) {
    const sealed = seal(keyring, keyCheck, keyCheckPlace)
    await db.insertInto('installation').values({ key_check: sealed }).execute()
    return
  }
  try {
    unseal(keyring, row.key_check, keyCheckPlace)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new AppError('INSTALLATION_KEY_WRONG', 'The secrets in the state database were sealed with another key.', {
      details: `They need key ${sealedWith(row.key_check)}; this process has ${[...keyring.keys.keys()].join(', ')}.`,
      hint: 'Give the key they were sealed with: PATCHBAY_KEY, PATCHBAY_KEY_FILE, or installation.key in the data directory. After a new key, list the old one behind it.',
      cause: error,
    })
  }
  if (sealedWith(row.key_check) !== keyring.primary.id) {
    await rotateKeys(db, keyring, hashForm, seal(keyring, keyCheck, keyCheckPlace))
  }
}
