import { type RoleAccess, roleAccess } from '../privileges/role-access.ts'
import { readScope, type Scope } from './scope.ts'
import type { World } from './world.ts'

/** The scope of the database the test is about; asked once, by the first stage that needs it. */
export const scopeOf = askedOnce<Scope>(
  (world) => world.scope,
  async (world, signal) => {
    world.scope = await readScope(world.session, world.version, world.context.settings.scope, signal)
    return world.scope
  },
)

/** What the role may do beyond single objects; asked once too. */
export const accessOf = askedOnce<RoleAccess>(
  (world) => world.access,
  async (world, signal) => {
    const [access] = await world.session.ask({ ...roleAccess, sql: roleAccess.sql(world.version) }, signal)
    if (access === undefined) throw new Error('the server does not know the role it let in')
    world.access = access
    return access
  },
)

type Read<T> = (world: World, signal: AbortSignal) => Promise<T>

/** Stages that come while another one is asking share its answer; where that one was stopped, they ask themselves. */
function askedOnce<T>(known: (world: World) => T | null, read: Read<T>): Read<T> {
  const asking = new WeakMap<World, Promise<T>>()
  return async (world, signal) => {
    const there = known(world)
    if (there !== null) return there
    const shared = asking.get(world)
    const other = shared === undefined ? null : await shared.catch(() => null)
    if (other !== null) return other
    const answer = read(world, signal)
    asking.set(world, answer)
    return await answer
  }
}
