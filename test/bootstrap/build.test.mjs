import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale } from '../../src/bootstrap/build.mjs'

let root
const at = (name) => path.join(root, name)
const write = async (name, seconds) => {
  await writeFile(at(name), '')
  await utimes(at(name), seconds, seconds)
}
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'patchbay-bootstrap-'))
  await mkdir(at('src/deep'), { recursive: true })
  await write('src/deep/a.ts', 1000)
  await utimes(at('src/deep'), 1000, 1000)
  await utimes(at('src'), 1000, 1000)
})
afterEach(() => rm(root, { recursive: true, force: true }))

test('a build newer than every source is kept', async () => {
  await write('built', 2000)
  expect(await isStale([at('src')], at('built'))).toBe(false)
})

test('a build is due where there was none', async () => {
  expect(await isStale([at('src')], at('built'))).toBe(true)
})

test('an edited file deep in a folder makes a build due', async () => {
  await write('built', 2000)
  await utimes(at('src/deep/a.ts'), 3000, 3000)
  expect(await isStale([at('src')], at('built'))).toBe(true)
})

test('a removed file makes a build due', async () => {
  await write('built', 2000)
  await rm(at('src/deep/a.ts'))
  expect(await isStale([at('src')], at('built'))).toBe(true)
})
