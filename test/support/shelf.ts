import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { makeServerDirectory } from '../../src/embedded/cluster.ts'
import type { ServerUser } from '../../src/embedded/server-user.ts'

/** Where templates and copies are kept between runs, reachable by the servers' account. */
export async function shelfDirectory(user: ServerUser | null): Promise<string> {
  const directory = path.join(tmpdir(), `patchbay-test-shelf-${userInfo().uid}`)
  await makeServerDirectory(directory, user)
  return directory
}
