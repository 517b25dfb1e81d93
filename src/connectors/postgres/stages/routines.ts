import type { Finding } from '../../run-stages.ts'
import { routinePlaces } from '../catalog/object-places.ts'
import { routines } from '../catalog/routines.ts'
import { counted } from '../diagnose/row.ts'
import { fill } from './scope.ts'
import { scopeOf } from './scope-of.ts'
import { sampleSize, type World } from './world.ts'

/** Definitions need no privilege. Facts: { visible, readable, sampled, summary } */
export async function probeRoutines(world: World, signal: AbortSignal): Promise<Finding> {
  const counting = { ...routinePlaces, sql: routinePlaces.sql(sampleSize) }
  const [scope, everywhere] = await Promise.all([scopeOf(world, signal), world.session.ask(counting, signal)])
  const inScope = new Set(scope.schemas.map(({ name }) => name))
  const places = everywhere.filter(({ place }) => inScope.has(place))
  const oids = places.flatMap(({ first }) => first).slice(0, sampleSize)
  const sampled = await world.session.ask(fill(routines, world.version, { oids }), signal)
  const visible = places.reduce((sum, { count }) => sum + count, 0)
  const summary = visible === 0 ? 'No routines' : counted(visible, 'routine')
  return { status: 'passed', facts: { visible, readable: visible, sampled: sampled.length, summary } }
}
