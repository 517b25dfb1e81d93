import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Halt, projectRoot } from './project.mjs'

/** Halts with words where this Node is older than package.json asks for. */
export function requireNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'))
  const wanted = engines.node.replace('>=', '')
  if (!isAtLeast(version, wanted)) {
    throw new Halt(`Patchbay needs Node ${wanted} or newer; this is ${version}. Get one from https://nodejs.org.`)
  }
}

/** Compares dotted version numbers of any length. */
function isAtLeast(version, wanted) {
  const have = version.split('.').map(Number.parseFloat)
  for (const [at, least] of wanted.split('.').map(Number).entries()) {
    const part = have[at] ?? 0
    if (part !== least) return part > least
  }
  return true
}
