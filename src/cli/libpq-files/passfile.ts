import { stat } from 'node:fs/promises'
import { AppError } from '../../core/error.ts'
import { readText } from '../input-file.ts'
import { quotable } from '../quotable.ts'

/** A connection that a password is wanted for. */
export interface Login {
  /** Name, address or socket directory. */
  readonly host: string
  readonly port: string
  readonly database: string
  readonly user: string
}

/** Directories that libpq is built with for sockets; a password file calls them localhost. */
const usualSocketDirectories = ['/tmp', '/var/run/postgresql', '/run/postgresql']

/**
 * A password file as libpq reads it: `host:port:database:user:password`, the first line that fits counts, `*` fits
 * everything, `\` takes the next character as it is. Null where no line fits.
 */
export function findPassword(text: string, login: Login): string | null {
  const host = usualSocketDirectories.includes(login.host) ? 'localhost' : login.host
  const wanted = [host, login.port, login.database, login.user]
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue
    const rest = afterFields(line, wanted)
    if (rest !== null && rest !== '') return rest.replace(/\\([\s\S])/g, '$1')
  }
  return null
}

/** What follows the fields of a line, if each is what is wanted. */
function afterFields(line: string, wanted: readonly string[]): string | null {
  let rest = line
  for (const value of wanted) {
    const field = /^((?:\\[\s\S]|[^\\:])*):/.exec(rest)
    if (field === null) return null
    const [whole, text = ''] = field
    if (text !== '*' && text.replace(/\\([\s\S])/g, '$1') !== value) return null
    rest = rest.slice(whole.length)
  }
  return rest
}

/**
 * The text of a password file; `warning` instead where libpq would pass over it. Throws an AppError for one that is not
 * there.
 */
export async function readPassfile(file: string): Promise<{ readonly text: string } | { readonly warning: string }> {
  const text = await readText(file)
  const { mode } = await stat(file)
  const name = quotable(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    return { warning: `${name} is passed over: others may read it. Run chmod 0600 on it.` }
  }
  return { text }
}

/** One password for all hosts; throws an AppError where the file has different ones, since a form has one. */
export function findCommonPassword(text: string, logins: readonly Login[]): string | null {
  const [first = null, ...others] = new Set(logins.map((login) => findPassword(text, login)))
  if (others.length === 0) return first
  throw new AppError('INPUT_UNREADABLE', 'The password file has different passwords for these hosts.', {
    hint: 'Test them one by one.',
  })
}
