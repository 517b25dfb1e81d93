import type { ServiceDetail } from '../../core/api.ts'

/** What the connector takes where the form has none. */
const usual = 'PostgresPolicyTags'

/** The classification under which a service's policies are tags. */
export function classificationOf({ settings }: Pick<ServiceDetail, 'settings'>): string {
  const { classificationName } = settings
  return typeof classificationName === 'string' && classificationName !== '' ? classificationName : usual
}
