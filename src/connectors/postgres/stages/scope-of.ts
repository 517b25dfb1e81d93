import { readScope, type Scope } from './scope.ts'
import type { World } from './world.ts'

/** The scope of the database the test is about; asked once, by the first stage that needs it. */
export async function scopeOf(world: World, signal: AbortSignal): Promise<Scope> {
  world.scope ??= await readScope(world.session, world.version, world.context.settings.scope, signal)
  return world.scope
}
