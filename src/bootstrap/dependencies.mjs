import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Halt, npm, projectRoot } from './project.mjs'

/** Installs what package-lock.json names, when anything else is installed. */
export async function ensureDependencies() {
  const reason = await installReason(projectRoot)
  if (reason === null) return
  console.log(`Installing dependencies: ${reason}`)
  const { code } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code === 0) return
  throw new Halt(
    `The dependencies could not be installed (npm ended with ${code}).\n` +
      'They come from the npm registry: without a network, copy node_modules from a machine with the same package-lock.json.',
  )
}

/**
 * Why an installation is due, or null. npm keeps its own record of what stands in node_modules; packages for other
 * platforms are rightly missing there.
 * @param {string} root
 * @returns {Promise<string | null>}
 */
export async function installReason(root) {
  const wanted = await readPackages(path.join(root, 'package-lock.json'))
  const installed = await readPackages(path.join(root, 'node_modules', '.package-lock.json'))
  if (wanted === null) throw new Halt('package-lock.json is missing; restore it from the repository.')
  if (installed === null) return 'nothing is installed yet'
  for (const [place, { version, optional }] of Object.entries(wanted)) {
    if (place === '') continue
    const there = installed[place]
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (there === undefined && !optional) return `${name} is missing`
    if (there !== undefined && there.version !== version) return `${name} is ${there.version}, wanted ${version}`
  }
  return null
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
