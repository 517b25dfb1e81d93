import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { npm } from '../../src/bootstrap/project.mjs'

const home = path.resolve(import.meta.dirname, '../.cache/pg-dump')
const name = '@electric-sql/pglite-tools'

/** The newest pg_dump that npm has, as WebAssembly: 18.3, which reads every older server too. */
const version = '0.4.8'

/** Where its module is once fetched. */
export const pgDumpModule = path.join(home, 'node_modules', name, 'dist', 'pg_dump.js')

/** Fetches pg_dump for the tests that compare dumps; without its peer, a database it never talks to here. */
export async function ensurePgDump() {
  if (existsSync(pgDumpModule)) return { ok: true, note: '18.3' }
  await mkdir(home, { recursive: true })
  await writeFile(path.join(home, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund']
  const { code, output } = await npm([...install, '--legacy-peer-deps', '--loglevel=error', `${name}@${version}`], {
    cwd: home,
    quiet: true,
  })
  return code === 0
    ? { ok: true, note: '18.3' }
    : { ok: false, note: output.trim().split('\n').at(0) ?? `npm: ${code}` }
}
