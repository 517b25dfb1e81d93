import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { ensureDependencies } from '../src/bootstrap/dependencies.mjs'
import { requireNode } from '../src/bootstrap/node-version.mjs'
import { Halt, main, npm, projectRoot, tool } from '../src/bootstrap/project.mjs'
import { ensureBrowser } from './support/fetch-browser.mjs'
import { ensureMajors } from './support/fetch-majors.mjs'
import { ensurePgDump } from './support/fetch-pg-dump.mjs'
import { readPageSizes } from './support/page-size.mjs'

/**
 * `npm test`: sets up what it needs, runs every step even after a failure, and counts.
 * `npm test -- check` runs the static steps alone, `npm test -- test/embedded` the tests below a folder,
 * `npm test -- bench` measures, `npm test -- soak` makes the long runs at their full length, every proof on every
 * major and each command in a process of its own; both take words of file names after them.
 */
const count = { passed: 0, failed: 0, skipped: 0 }
const cache = path.join(projectRoot, 'test', '.cache')
const vitestConfig = ['--config', 'test/vitest.config.ts']

await main(async () => {
  const filters = process.argv.slice(2)
  const [mode = 'all'] = filters
  if (!['all', 'check', 'bench', 'soak'].includes(mode) && !mode.startsWith('test')) {
    throw new Halt(`npm test -- ${mode}: choose check, bench, soak, a folder below test/, or nothing`)
  }
  requireNode()
  await ensureDependencies()
  await mkdir(cache, { recursive: true })
  if (mode === 'bench' || mode === 'soak') await runLong(mode, filters.slice(1))
  else if (mode === 'check') await runChecks()
  else if (mode === 'all') await runAll()
  else {
    await setUp()
    await runTests(filters)
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
  console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`)
  if (count.failed > 0) process.exitCode = 1
})

/** What is fetched arrives while the static steps compute. */
async function runAll() {
  await Promise.all([staticSteps(), setUp()])
  await runTests([])
}

async function runChecks() {
  await staticSteps()
  await step('boundaries', () => command(vitest(['test/architecture.test.ts'], { quiet: true })))
}

async function build() {
  return await step('build', () => command(npm(['run', '--silent', 'build'], { quiet: true })))
}

/** Side by side where none needs what another makes. */
async function staticSteps() {
  await Promise.all([
    step('format and lint', () => command(tool('biome', ['check', '--error-on-warnings'], { quiet: true }))),
    step('unused code', () => command(tool('knip', ['--no-progress'], { quiet: true }))),
    typesAndBuild(),
  ])
}

async function typesAndBuild() {
  await step('types', () => command(tool('tsc', ['-b'], { quiet: true })))
  const built = await build()
  await step('page size', built ? checkPageSizes : async () => ({ ok: false, note: 'there is no build to weigh' }))
}

async function setUp() {
  await step('browser', async () => ({ ok: true, note: await ensureBrowser() }))
  await step('Postgres majors', fetchMajors)
  await step('pg_dump', ensurePgDump)
}

async function fetchMajors() {
  const { tested, untested } = await ensureMajors()
  for (const { major, because } of untested) {
    count.skipped++
    console.log(`- Postgres ${major}: UNTESTED, ${because}`)
  }
  const lost = untested.filter(({ because }) => because !== 'npm has none').map(({ major }) => major)
  if (lost.length > 0) return { ok: false, note: `could not fetch ${lost.join(', ')}; is there a network?` }
  return { ok: true, note: `${tested.join(', ')}; costly proofs on the first and the last of them` }
}

async function checkPageSizes() {
  const sizes = await readPageSizes(path.join(projectRoot, 'dist', 'web'))
  const note = sizes.map(({ page, sizeKb, limitKb }) => `${page} ${sizeKb} of ${limitKb} KB`).join(', ')
  return { ok: sizes.every(({ sizeKb, limitKb }) => sizeKb <= limitKb), note }
}

function vitest(args, options) {
  return tool('vitest', ['run', ...vitestConfig, ...args], options)
}

/** Each test counts by itself; a run that breaks outside of a test counts as one failure. */
async function runTests(filters) {
  const file = path.join(cache, 'tests.json')
  await rm(file, { force: true })
  const started = Date.now()
  const { code } = await vitest([...filters, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const result = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : null
  const failed = result?.numFailedTests ?? 0
  count.passed += result?.numPassedTests ?? 0
  count.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0)
  count.failed += failed > 0 || code === 0 ? failed : 1
  report(code === 0, 'tests', started, code === 0 || failed > 0 ? '' : `vitest ended with ${code}`)
}

/** @param {'bench' | 'soak'} kind the folder below test/ and the ending of its files */
async function runLong(kind, words) {
  const folder = path.join(projectRoot, 'test', kind)
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(`.${kind}.ts`)) : []
  if (files.length === 0) throw new Halt(`there is no test/${kind}/*.${kind}.ts`)
  await build()
  await ensureBrowser()
  await ensureMajors()
  await ensurePgDump()
  // One at a time: what is measured must not share the machine with another measurement.
  const env = { ...process.env, [`PATCHBAY_${kind.toUpperCase()}`]: '1' }
  await step(kind, () => command(vitest([...words, '--no-file-parallelism', '--reporter=verbose'], { env })))
  if (kind === 'bench' || words.length > 0) return
  // Every major, and each command in a process of its own.
  const wide = { ...process.env, PATCHBAY_FULL: '1' }
  await step('every major', () => command(vitest(['test/connectors', 'test/cli'], { env: wide })))
}

/** Runs one step, prints how it went, and counts it. A step that throws has failed. */
async function step(name, work) {
  const started = Date.now()
  let outcome
  try {
    outcome = await work()
  } catch (error) {
    outcome = { ok: false, note: error.message }
  }
  count[outcome.ok ? 'passed' : 'failed']++
  report(outcome.ok, name, started, outcome.note)
  return outcome.ok
}

function report(ok, name, started, note) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)${note ? `: ${note}` : ''}`)
}

/** Quiet while it works; everything it said when it does not. */
async function command(running) {
  const { code, output } = await running
  return { ok: code === 0, note: code === 0 ? '' : `ended with ${code}\n${output.trim()}` }
}
