import { homedir } from 'node:os'
import path from 'node:path'
import { AppError } from '../../core/error.ts'
import { readText } from '../input-file.ts'
import { quotable } from '../quotable.ts'

/** Parameters of a service in the order of its lines; of two with the same name libpq takes the first. */
export type ServiceParameters = ReadonlyMap<string, string>

/** As many characters as libpq takes in a line. */
const longestLine = 1023

/**
 * The section `[name]` of a `pg_service.conf`; null where there is none. Throws an AppError that names the line where
 * the section cannot be read.
 */
export function findService(text: string, name: string, file: string): ServiceParameters | null {
  let found: Map<string, string> | null = null
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    const wrong = (message: string) =>
      new AppError('INPUT_UNREADABLE', `The service file ${quotable(file)} cannot be read.`, {
        details: `line ${index + 1}: ${message}`,
      })
    if (raw.length > longestLine) throw wrong(`it is longer than ${longestLine} characters`)
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      if (found !== null) break
      if (line === `[${name}]`) found = new Map()
      continue
    }
    if (found === null) continue
    if (line.startsWith('ldap')) throw wrong('asking an LDAP server is not supported')
    const equals = line.indexOf('=')
    if (equals < 1) throw wrong('it is not name=value')
    const parameter = line.slice(0, equals)
    if (parameter === 'service' || parameter === 'servicefile') throw wrong('one service cannot name another')
    if (!found.has(parameter)) found.set(parameter, line.slice(equals + 1))
  }
  return found
}

/** Reads a service from the file given, else from where libpq looks. Throws an AppError where it is not to be had. */
export async function readService(name: string, file: string | null): Promise<ServiceParameters> {
  for (const candidate of file === null ? usualFiles() : [file]) {
    const text = await readIfThere(candidate, file !== null)
    const found = text === null ? null : findService(text, name, candidate)
    if (found !== null) return found
  }
  throw new AppError('INPUT_UNREADABLE', `There is no service ${quotable(name)}.`, {
    hint: file === null ? 'Give the file with --service-file.' : 'Check the names in [brackets].',
  })
}

function usualFiles(): string[] {
  const { PGSERVICEFILE, PGSYSCONFDIR } = process.env
  return [
    PGSERVICEFILE || path.join(homedir(), '.pg_service.conf'),
    path.join(PGSYSCONFDIR || '/etc/postgresql-common', 'pg_service.conf'),
  ]
}

async function readIfThere(file: string, required: boolean): Promise<string | null> {
  try {
    return await readText(file)
  } catch (error) {
    const cause = error instanceof AppError ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
    if (!required && cause?.code === 'ENOENT') return null
    throw error
  }
}
