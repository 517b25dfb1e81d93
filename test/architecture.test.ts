import { readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** Whom a file may import, by the first rule whose `of` matches. Paths are relative to src; `own` is the folder itself. */
interface Rule {
  readonly of: RegExp
  readonly files: readonly RegExp[]
  readonly packages: 'none' | 'pure' | 'page' | 'server' | 'driver'
}

const core = /^core\//
const registry = /^connectors\/(index|connector|settings-registry)\.ts$/
const rules: readonly Rule[] = [
  { of: /^bootstrap\//, files: [/^bootstrap\//], packages: 'none' },
  { of: core, files: [core], packages: 'pure' },
  { of: /^connectors\/[^/]+\/(settings|ddl)\//, files: [core], packages: 'pure' },
  {
    of: /^connectors\/settings-registry\.ts$/,
    files: [core, /^connectors\/[^/]+\/(settings|ddl)\//],
    packages: 'pure',
  },
  { of: /^connectors\/[^/]+\//, files: [core, /^connectors\/[^/]+\.ts$/], packages: 'driver' },
  {
    of: /^connectors\//,
    files: [core, /^connectors\/[^/]+\.ts$/, /^connectors\/[^/]+\/index\.ts$/],
    packages: 'server',
  },
  { of: /^embedded\//, files: [core, /^embedded\//], packages: 'driver' },
  { of: /^store\//, files: [core, /^store\//], packages: 'driver' },
  { of: /^runs\//, files: [core, /^runs\//, /^store\//, registry], packages: 'server' },
  {
    of: /^(server|cli)\/main\.ts$/,
    files: [core, /^(runs|store|embedded|server|cli)\//, registry, /^connectors\/[^/]+\/index\.ts$/],
    packages: 'server',
  },
  { of: /^server\//, files: [core, /^runs\//, /^server\//], packages: 'server' },
  // The command reads content folders with the server's loader.
  { of: /^cli\//, files: [core, /^runs\//, /^cli\//, /^server\/(content|connection-schema)\.ts$/], packages: 'server' },
  { of: /^web\//, files: [core, /^web\//, /^connectors\/settings-registry\.ts$/], packages: 'page' },
]

/** Packages that compute and do nothing else: text in, tree out. */
const purePackage =
  /^(micromark|mdast|hast|unist|remark|rehype)(-|$)|^(unified|lowlight|vfile|json-schema|yaml|highlight\.js\/lib\/languages\/[a-z]+|decode-named-character-reference)$/
const formPackage = /^(@rjsf\/|ajv(-formats)?(\/|$))/
const pagePackage = /^(react|react-dom|@mantine\/|@tanstack\/|@xyflow\/react|lucide-react|wouter|get-nonce|uplot)/
const driver = /^(pg|pg-[a-z-]+|kysely)$/

function mayUsePackage(rule: Rule, specifier: string): boolean {
  if (isBuiltin(specifier)) return rule.packages === 'none' || rule.packages === 'server' || rule.packages === 'driver'
  if (rule.packages === 'none') return false
  if (rule.packages === 'pure') return purePackage.test(specifier)
  if (rule.packages === 'page') return [purePackage, formPackage, pagePackage].some((kind) => kind.test(specifier))
  return (rule.packages === 'driver' || !driver.test(specifier)) && !pagePackage.test(specifier)
}

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => !file.includes('/.cache') && statSync(path.join(root, file)).isFile())
}

const isCode = (file: string) => /\.(ts|tsx|mts|mjs)$/.test(file)
const sources = filesBelow('src').filter(isCode)

/** Every module a file names: imports, exports from, dynamic imports with a literal, and types by `import('…')`. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`)
  const inline = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1] ?? '')
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...inline,
  ]
}

describe('imports point where the table in src/ARCHITECTURE.md says', () => {
  for (const folder of new Set(sources.map((file) => file.split('/')[1] ?? ''))) {
    test(folder, () => {
      const wrong = sources.filter((file) => file.startsWith(`src/${folder}/`)).flatMap(wrongImports)
      expect(wrong).toEqual([])
    })
  }
})

function wrongImports(file: string): string[] {
  const inSrc = file.slice('src/'.length)
  const rule = rules.find(({ of }) => of.test(inSrc))
  if (rule === undefined) return [`${file}: no rule covers this folder`]
  return importsOf(file).flatMap((specifier) => {
    if (!specifier.startsWith('.')) return mayUsePackage(rule, specifier) ? [] : [`${file} imports ${specifier}`]
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(inSrc), specifier))
    const unit = unitOf(inSrc)
    const allowed = target.startsWith(unit) || rule.files.some((files) => files.test(target))
    return allowed ? [] : [`${file} imports ${target}`]
  })
}

/** What belongs together: a folder of src, but each connector and each pure part of one for itself. */
function unitOf(inSrc: string): string {
  const [folder = '', ...rest] = inSrc.split('/')
  if (folder !== 'connectors') return `${folder}/`
  const [connector, part] = rest
  if (rest.length === 1) return inSrc
  return part === 'settings' || part === 'ddl' ? `connectors/${connector}/${part}/` : `connectors/${connector}/`
}

test('code that must be pure is compiled without Node and DOM', () => {
  const base = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')).compilerOptions
  expect(base).toMatchObject({ types: [], lib: ['ES2023'] })
  for (const folder of ['src/core', 'src/connectors/postgres/settings', 'src/connectors/postgres/ddl']) {
    const own = JSON.parse(readFileSync(path.join(root, folder, 'tsconfig.json'), 'utf8')).compilerOptions
    expect(own, folder).not.toHaveProperty('types')
    expect(own, folder).not.toHaveProperty('lib')
  }
})

test('every path that src/ARCHITECTURE.md names exists', () => {
  const text = readFileSync(path.join(root, 'src/ARCHITECTURE.md'), 'utf8')
  const named = [...text.matchAll(/`((?:src|test|content)\/[^`\s]*)`/g)].map((match) => match[1] ?? '')
  expect(named.length).toBeGreaterThan(15)
  const there = new Set([...filesBelow('src'), ...filesBelow('test'), ...filesBelow('content')])
  const missing = named.filter((name) => {
    const prefix = name.replace(/\/$/, '')
    return !there.has(prefix) && ![...there].some((file) => file.startsWith(`${prefix}/`))
  })
  expect(missing).toEqual([])
})

test('no file is longer than 400 lines', () => {
  const lines = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n').length - 1
  const files = [...sources, ...filesBelow('test').filter(isCode)]
  expect(files.filter((file) => lines(file) > 400)).toEqual([])
})

test('files have names that say what is in them', () => {
  const vague = /(^|[-/])(managers?|helpers?|utils?|info|misc|common)\.[a-z]+$|\/(data|index)\.(ts|tsx)$/i
  // A connector's and the registry's index are their public face.
  const face = /^src\/connectors\/([^/]+\/)?index\.ts$/
  expect(sources.filter((file) => vague.test(file) && !face.test(file))).toEqual([])
})

test('the lock file names no registry', () => {
  expect(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"|registry\./)
  expect(readFileSync(path.join(root, '.npmrc'), 'utf8')).not.toMatch(/registry\s*=/)
})

test('the lock file covers every platform, without which npm ci refuses it', () => {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages),
    ),
  )
  expect(missing).toEqual([])
})
