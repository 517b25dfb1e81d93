import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { ConnectorId } from '../core/ids.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import { canonicalJson } from './canonical-json.ts'

/** An installation's keys. Never logged, stored or sent; each use derives a key of its own from them. */
export interface Keyring {
  /** New secrets are sealed with this one. */
  readonly primary: InstallationKey
  /** The primary and earlier keys, by id: old secrets still open. */
  readonly keys: ReadonlyMap<string, InstallationKey>
}

export interface InstallationKey {
  /** Tells keys apart without revealing them: 16 hex characters derived from the key. */
  readonly id: string
  readonly wrapping: Buffer
  readonly hashing: Buffer
}

/** `material`: 32 random bytes each, the primary key first. */
export function toKeyring(material: readonly [Buffer, ...Buffer[]]): Keyring {
  const [first, ...others] = material
  const primary = toKey(first)
  const keys = [primary, ...others.map(toKey)]
  return { primary, keys: new Map(keys.map((key) => [key.id, key])) }
}

function toKey(material: Buffer): InstallationKey {
  const derive = (purpose: string, sizeBytes: number) =>
    Buffer.from(hkdfSync('sha256', material, Buffer.alloc(0), `patchbay/${purpose}`, sizeBytes))
  return { id: derive('key-id', 8).toString('hex'), wrapping: derive('wrapping', 32), hashing: derive('hashing', 32) }
}

/** A secret no key of this installation opens: another key's, another row's, or altered. */
export class SealError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SealError'
  }
}

/**
 * Envelope encryption: AES-256-GCM with a fresh data key, itself sealed with the installation's key.
 * `place` (row and field) is authenticated, so that a sealed text opens nowhere else.
 * The text is `v1.<key id>.<data key>.<secret>`, the last two in base64url.
 */
export function seal(keyring: Keyring, plain: string, place: string): string {
  const dataKey = randomBytes(32)
  const secret = encrypt(dataKey, Buffer.from(plain, 'utf8'), place)
  return [version, keyring.primary.id, wrap(keyring.primary, dataKey, place), secret.toString('base64url')].join('.')
}

/** Throws {@link SealError}. */
export function unseal(keyring: Keyring, sealed: string, place: string): string {
  const { dataKey, secret } = unwrap(keyring, sealed, place)
  return decrypt(dataKey, Buffer.from(secret, 'base64url'), place).toString('utf8')
}

/** Seals the data key with the primary key; the secret itself is neither opened nor changed. Throws {@link SealError}. */
export function rewrap(keyring: Keyring, sealed: string, place: string): string {
  const { dataKey, secret } = unwrap(keyring, sealed, place)
  return [version, keyring.primary.id, wrap(keyring.primary, dataKey, place), secret].join('.')
}

/** Id of the key that a sealed text needs. */
export function sealedWith(sealed: string): string {
  return sealed.split('.')[1] ?? ''
}

/**
 * HMAC-SHA-256 (hex) over a whole form, secrets included: tells whether a test was made of these very settings.
 * An empty object or list in a form means the same as none.
 */
export function hashSettings(keyring: Keyring, connector: ConnectorId, form: JsonObject): string {
  return createHmac('sha256', keyring.primary.hashing)
    .update(canonicalJson([connector, withoutEmpty(form) ?? {}]))
    .digest('hex')
}

/** Takes the place of an earlier key's {@link hashSettings} where the form itself is gone. */
export function hashOfHash(keyring: Keyring, earlier: string): string {
  return createHmac('sha256', keyring.primary.hashing)
    .update(canonicalJson([earlier]))
    .digest('hex')
}

function withoutEmpty(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.length === 0 ? undefined : value
  const members = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] => {
    const kept = withoutEmpty(member)
    return kept === undefined ? [] : [[key, kept]]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

function wrap(key: InstallationKey, dataKey: Buffer, place: string): string {
  return encrypt(key.wrapping, dataKey, `data key of ${place}`).toString('base64url')
}

function unwrap(keyring: Keyring, sealed: string, place: string): { dataKey: Buffer; secret: string } {
  const [found, keyId = '', wrapped = '', secret = ''] = sealed.split('.')
  if (found !== version) throw new SealError('sealed in a form this version does not know')
  const key = keyring.keys.get(keyId)
  if (key === undefined) throw new SealError(`sealed with key ${keyId}, which this installation was not given`)
  return { dataKey: decrypt(key.wrapping, Buffer.from(wrapped, 'base64url'), `data key of ${place}`), secret }
}

function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(place, 'utf8'))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  if (sealed.length < ivBytes + tagBytes) throw new SealError('the sealed text is cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place, 'utf8')).setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()])
  } catch (error) {
    throw new SealError('the sealed text was altered or belongs elsewhere', { cause: error })
  }
}
