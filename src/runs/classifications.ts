import { connectorSettings } from '../connectors/settings-registry.ts'
import { addressOf } from '../core/catalog/object-key.ts'
import type { Relation } from '../core/catalog/relation.ts'
import type { Classification, ClassifiedService, TagUse } from '../core/classification.ts'
import type { ServiceRow } from '../store/services.ts'
import type { RunContext } from './context.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** The policies of every service's newest snapshot as tags, under the name that the service gives them now. */
export async function listClassifications({ store }: StoreOnly): Promise<readonly Classification[]> {
  const found = new Map<string, { services: ClassifiedService[]; tags: Map<string, TagUse[]> }>()
  for (const service of await store.services.list()) {
    const name = classificationName(service)
    if (name === null) continue
    const entry = found.get(name) ?? { services: [], tags: new Map<string, TagUse[]>() }
    found.set(name, entry)
    const [snapshot] = await store.snapshots.list(service.id, 1)
    entry.services.push({ id: service.id, name: service.name, snapshotId: snapshot?.id ?? null })
    if (snapshot === undefined || (snapshot.counts.policy ?? 0) === 0) continue
    for (const line of await store.snapshots.readWithPolicies(snapshot)) {
      const relation = JSON.parse(line) as Relation
      for (const { name: tag, ...policy } of relation.policies) {
        const uses = entry.tags.get(tag) ?? []
        entry.tags.set(tag, uses)
        uses.push({ ...policy, serviceId: service.id, relation: addressOf(relation) })
      }
    }
  }
  return [...found]
    .map(([name, { services, tags }]) => ({
      name,
      services,
      tags: [...tags].map(([tag, uses]) => ({ name: tag, uses })).sort(byName),
    }))
    .sort(byName)
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name, 'en')

/** Null for a connector without policies. */
const classificationName = ({ connector, settings }: ServiceRow): string | null =>
  connectorSettings(connector)?.classificationOf(settings) ?? null
