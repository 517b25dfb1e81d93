import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Halt, npm, projectRoot } from './project.mjs'

const sources = ['src', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json', 'package.json']
const stamp = path.join(projectRoot, 'dist', '.built')

/** Builds when a source is newer than the last complete build. */
export async function ensureBuild() {
  if (
    !(await isStale(
      sources.map((source) => path.join(projectRoot, source)),
      stamp,
    ))
  )
    return
  const begun = new Date()
  console.log('Building')
  const { code, output } = await npm(['run', '--silent', 'build'], { quiet: true })
  if (code !== 0) throw new Halt(`The build failed:\n${output.trim()}`)
  await writeFile(stamp, begun.toISOString())
  // What was edited while building counts as newer.
  await utimes(stamp, begun, begun)
}

/**
 * Whether `product` is missing or older than any file in `places`.
 * @param {readonly string[]} places
 * @param {string} product
 */
export async function isStale(places, product) {
  const made = await changedAt(product)
  if (made === null) return true
  for (const place of places) {
    if ((await newest(place)) > made) return true
  }
  return false
}

async function newest(place) {
  const own = (await changedAt(place)) ?? 0
  if (!(await stat(place)).isDirectory()) return own
  const entries = await readdir(place)
  // A folder's own time tells of files that were added or removed.
  return Math.max(own, ...(await Promise.all(entries.map((entry) => newest(path.join(place, entry))))))
}

async function changedAt(file) {
  try {
    return (await stat(file)).mtimeMs
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
