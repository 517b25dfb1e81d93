import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const schema = db.schema.withSchema('patchbay')
  await schema
    .createTable('installation')
    .addColumn('only_row', 'boolean', (column) => column.primaryKey().defaultTo(true).check(sql`only_row`))
    .addColumn('key_check', 'text', (column) => column.notNull())
    .execute()
  await schema
    .createTable('services')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull().unique())
    .addColumn('connector', 'text', (column) => column.notNull())
    .addColumn('settings', 'jsonb', (column) => column.notNull())
    .addColumn('settings_hash', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await schema
    .createTable('service_secrets')
    .addColumn('service_id', 'uuid', (column) =>
      column.notNull().references('patchbay.services.id').onDelete('cascade'),
    )
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('scope', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('service_secrets_pkey', ['service_id', 'field'])
    .execute()
  await schema
    .createTable('connection_tests')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('connector', 'text', (column) => column.notNull())
    .addColumn('settings_hash', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('report', 'jsonb', (column) => column.notNull())
    .addColumn('tested_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await schema
    .createIndex('connection_tests_newest')
    .on('connection_tests')
    .columns(['settings_hash', 'id desc'])
    .execute()
}
