import { type Kysely, sql } from 'kysely'
import type { ServiceId } from '../../core/ids.ts'
import { defaultQualitySettings, type QualitySettings } from '../../core/quality/settings.ts'
import type { Database } from '../schema.ts'

export interface QualitySettingsStore {
  /** The general ones where a service has none of its own; null where there is no such service. */
  read(serviceId: ServiceId): Promise<QualitySettings | null>
  /** False where there is no such service. */
  write(serviceId: ServiceId, settings: QualitySettings): Promise<boolean>
}

export function qualitySettingsStore(db: Kysely<Database>): QualitySettingsStore {
  return {
    async read(serviceId) {
      const { rows } = await sql<{ settings: QualitySettings | null }>`
        select own.settings from patchbay.services as service
        left join patchbay.quality_settings as own on own.service_id = service.id
        where service.id = ${serviceId}`.execute(db)
      return rows[0] === undefined ? null : { ...defaultQualitySettings, ...rows[0].settings }
    },
    async write(serviceId, settings) {
      const { rows } = await sql`
        insert into patchbay.quality_settings (service_id, settings)
        select id, ${JSON.stringify(settings)}::jsonb from patchbay.services where id = ${serviceId}
        on conflict (service_id) do update set settings = excluded.settings returning service_id`.execute(db)
      return rows.length > 0
    },
  }
}
