import { type RoleAccess, roleAccess } from '../privileges/role-access.ts'
import { readScope, type Scope } from './scope.ts'
import type { World } from './world.ts'

/** The scope of the database the test is about; asked once, by the first stage that needs it. */
export async function scopeOf(world: World, signal: AbortSignal): Promise<Scope> {
  world.scope ??= await readScope(world.session, world.version, world.context.settings.scope, signal)
  return world.scope
}

/** What the role may do beyond single objects; asked once too. */
export async function accessOf(world: World, signal: AbortSignal): Promise<RoleAccess> {
  if (world.access !== null) return world.access
  const [access] = await world.session.ask({ ...roleAccess, sql: roleAccess.sql(world.version) }, signal)
  if (access === undefined) throw new Error('the server does not know the role it let in')
  world.access = access
  return access
}
