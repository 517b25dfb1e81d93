import type { Finding } from '../../run-stages.ts'
import { routinePlaces } from '../catalog/object-places.ts'
import { counted } from '../diagnose/row.ts'
import { scopeOf } from './scope-of.ts'
import type { World } from './world.ts'

/** Definitions need no privilege. Facts: { visible, readable, summary } */
export async function probeRoutines(world: World, signal: AbortSignal): Promise<Finding> {
  const [scope, everywhere] = await Promise.all([scopeOf(world, signal), world.session.ask(routinePlaces, signal)])
  const inScope = new Set(scope.schemas.map(({ name }) => name))
  const places = everywhere.filter(({ place }) => inScope.has(place))
  const visible = places.reduce((sum, { count }) => sum + count, 0)
  const summary = visible === 0 ? 'No routines' : counted(visible, 'routine')
  return { status: 'passed', facts: { visible, readable: visible, summary } }
}
