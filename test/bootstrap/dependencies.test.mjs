import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installReason } from '../../src/bootstrap/dependencies.mjs'
import { Halt, projectRoot } from '../../src/bootstrap/project.mjs'

let root
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'patchbay-bootstrap-'))
  await mkdir(path.join(root, 'node_modules'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const wants = (packages) => writeFile(path.join(root, 'package-lock.json'), JSON.stringify({ packages }))
const has = (packages) => writeFile(path.join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }))

test('what is installed here is what the lock file names', async () => {
  expect(await installReason(projectRoot)).toBeNull()
})

test('a checkout without node_modules wants an installation', async () => {
  await wants({ '': {}, 'node_modules/a': { version: '1.0.0' } })
  expect(await installReason(root)).toBe('nothing is installed yet')
})

test('another version and a missing package are reasons, named', async () => {
  await has({ 'node_modules/a': { version: '1.0.0' } })
  await wants({ '': {}, 'node_modules/a': { version: '1.0.1' } })
  expect(await installReason(root)).toBe('a is 1.0.0, wanted 1.0.1')
  await wants({
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
  })
  expect(await installReason(root)).toBe('@b/c is missing')
})

test('a package for another platform may be missing', async () => {
  await has({ 'node_modules/a': { version: '1.0.0' } })
  await wants({
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/win': { version: '3.0.0', optional: true },
  })
  expect(await installReason(root)).toBeNull()
})

test('a checkout without its lock file is refused with words', async () => {
  await expect(installReason(root)).rejects.toThrow(Halt)
})
