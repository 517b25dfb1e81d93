import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../core/error.ts'
import { type Keyring, toKeyring } from './keyring.ts'

export interface KeySource {
  readonly dataDirectory: string
  readonly env: NodeJS.ProcessEnv
}

/**
 * The installation's keys: from `PATCHBAY_KEY`, else from the file `PATCHBAY_KEY_FILE` names, else from
 * `installation.key` in the data directory, which is made where it is missing. Several keys stand on lines of their
 * own or between commas: the first one seals, the others still open what they sealed. Throws an AppError.
 */
export async function openKeyring(source: KeySource): Promise<Keyring> {
  return (
    (await readKeyring(source)) ?? parseKeys(await createKeyFile(source.dataDirectory), keyFile(source.dataDirectory))
  )
}

/** The same, but null where there is no key yet; makes nothing. */
export async function readKeyring({ dataDirectory, env }: KeySource): Promise<Keyring | null> {
  if (env.PATCHBAY_KEY) return parseKeys(env.PATCHBAY_KEY, 'PATCHBAY_KEY')
  if (env.PATCHBAY_KEY_FILE) {
    const text = await readIfThere(env.PATCHBAY_KEY_FILE)
    if (text !== null) return parseKeys(text, env.PATCHBAY_KEY_FILE)
    throw unusable(`PATCHBAY_KEY_FILE names ${env.PATCHBAY_KEY_FILE}, which does not exist.`)
  }
  const file = keyFile(dataDirectory)
  const text = await readIfThere(file)
  return text === null ? null : parseKeys(text, file)
}

/** A keyring that ends with this process: for work that stores nothing. */
export function passingKeyring(): Keyring {
  return toKeyring([randomBytes(keyBytes)])
}

const keyBytes = 32
const keyFile = (dataDirectory: string) => path.join(dataDirectory, 'installation.key')

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw unusable(`The key file ${file} cannot be read (${code ?? 'unknown error'}).`, error)
  }
}

/** Makes the file in one step, complete and closed to others; of several processes at once, one wins and all read it. */
async function createKeyFile(dataDirectory: string): Promise<string> {
  const file = keyFile(dataDirectory)
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
    await writeFile(draft, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    await link(draft, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw unusable(`The key file ${file} cannot be made (${code ?? 'unknown error'}).`, error)
  } finally {
    await rm(draft, { force: true })
  }
  return await readFile(file, 'utf8')
}

function parseKeys(text: string, origin: string): Keyring {
  const [first, ...others] = text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => parseKey(word, origin))
  if (first === undefined) throw unusable(`${origin} holds no key.`)
  return toKeyring([first, ...others])
}

function parseKey(word: string, origin: string): Buffer {
  const bytes = /^[\da-f]{64}$/i.test(word) ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64')
  const wellFormed = /^[\da-f]{64}$|^[\w+/-]{43}=?$/i.test(word)
  if (wellFormed && bytes.length === keyBytes) return bytes
  throw unusable(`${origin} does not hold a key.`)
}

function unusable(message: string, cause?: unknown): AppError {
  return new AppError('INSTALLATION_KEY_UNUSABLE', message, {
    hint: 'A key is 32 random bytes in base64 or hexadecimal, such as openssl rand -base64 32 prints.',
    cause,
  })
}
