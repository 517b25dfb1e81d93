import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openKeyring, readKeyring } from '../../src/store/installation-key.ts'
import { rewrap, seal, sealedWith, toKeyring, unseal } from '../../src/store/keyring.ts'

const folder = () => mkdtempSync(path.join(tmpdir(), 'patchbay-key-'))

test('a missing key is made once, closed to others, whatever number of processes asks', async () => {
  const dataDirectory = path.join(folder(), 'not there yet')
  expect(await readKeyring({ dataDirectory, env: {} })).toBeNull()
  const keyrings = await Promise.all(Array.from({ length: 10 }, () => openKeyring({ dataDirectory, env: {} })))
  expect(new Set(keyrings.map((keyring) => keyring.primary.id)).size).toBe(1)
  expect(readdirSync(dataDirectory)).toEqual(['installation.key'])
  expect(statSync(path.join(dataDirectory, 'installation.key')).mode & 0o777).toBe(0o600)
})

test('PATCHBAY_KEY goes before PATCHBAY_KEY_FILE, and both before the data directory', async () => {
  const dataDirectory = folder()
  const [a, b, c] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const file = path.join(dataDirectory, 'key')
  writeFileSync(file, `${b.toString('hex')}\n${c.toString('base64')}\n`)
  const id = async (env: NodeJS.ProcessEnv) => (await openKeyring({ dataDirectory, env })).primary.id
  expect(await id({ PATCHBAY_KEY: a.toString('base64'), PATCHBAY_KEY_FILE: file })).toBe(toKeyring([a]).primary.id)
  const fromFile = await openKeyring({ dataDirectory, env: { PATCHBAY_KEY_FILE: file } })
  expect([...fromFile.keys.keys()]).toEqual([toKeyring([b]).primary.id, toKeyring([c]).primary.id])
  expect(readdirSync(dataDirectory)).toEqual(['key'])
})

test.each(['short', 'x'.repeat(64), '', randomBytes(31).toString('base64'), randomBytes(33).toString('hex')])(
  'an unusable key (%j) is an error that does not repeat it',
  async (text) => {
    const file = path.join(folder(), 'key')
    writeFileSync(file, text)
    const error: unknown = await openKeyring({ dataDirectory: folder(), env: { PATCHBAY_KEY_FILE: file } }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code: 'INSTALLATION_KEY_UNUSABLE', hint: expect.stringContaining('32 random bytes') })
    if (text !== '') expect(String(error)).not.toContain(text)
  },
)

test('a key file that is named but not there is an error, not a new key', async () => {
  const env = { PATCHBAY_KEY_FILE: path.join(folder(), 'gone') }
  await expect(openKeyring({ dataDirectory: folder(), env })).rejects.toMatchObject({
    code: 'INSTALLATION_KEY_UNUSABLE',
  })
})

test('a sealed text opens with its key at its place, and any changed byte is noticed', () => {
  const [first, second] = [randomBytes(32), randomBytes(32)]
  const keyring = toKeyring([first])
  const sealed = seal(keyring, 'pässwörd ✓', 'row/field')
  expect(unseal(keyring, sealed, 'row/field')).toBe('pässwörd ✓')
  expect(seal(keyring, 'pässwörd ✓', 'row/field')).not.toBe(sealed)
  expect(() => unseal(keyring, sealed, 'row/other')).toThrow('altered or belongs elsewhere')
  expect(() => unseal(toKeyring([second]), sealed, 'row/field')).toThrow(sealedWith(sealed))
  for (const part of [2, 3]) {
    const parts = sealed.split('.')
    const bytes = Buffer.from(parts[part] ?? '', 'base64url')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      const text = parts.with(part, changed.toString('base64url')).join('.')
      expect(() => unseal(keyring, text, 'row/field')).toThrow()
    }
  }
  const rotated = rewrap(toKeyring([second, first]), sealed, 'row/field')
  expect(unseal(toKeyring([second]), rotated, 'row/field')).toBe('pässwörd ✓')
})
