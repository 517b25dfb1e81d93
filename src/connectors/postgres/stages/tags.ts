import type { Finding } from '../../run-stages.ts'
import { policyPlaces } from '../catalog/object-places.ts'
import { counted } from '../diagnose/row.ts'
import { scopeOf } from './scope-of.ts'
import type { World } from './world.ts'

/**
 * Policies are readable by everyone, so having none is information and no success.
 * Facts: { visible, readable, relations, tags: [name], classification, summary }
 */
export async function probeTags(world: World, signal: AbortSignal): Promise<Finding> {
  const [scope, everywhere] = await Promise.all([scopeOf(world, signal), world.session.ask(policyPlaces, signal)])
  const inScope = new Set(scope.relations.map(({ oid }) => String(oid)))
  const places = everywhere.filter(({ place }) => inScope.has(place))
  const visible = places.reduce((sum, { count }) => sum + count, 0)
  const { classificationName: classification } = world.context.settings
  const facts = {
    visible,
    readable: visible,
    relations: places.length,
    tags: [...new Set(places.flatMap(({ names }) => names))].slice(0, 20),
    classification,
    summary:
      visible === 0
        ? 'No policies'
        : `${counted(visible, 'policy', 'policies')} on ${counted(places.length, 'relation')}`,
  }
  return { status: 'passed', facts }
}
