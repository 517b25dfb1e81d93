import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchbay } from '../support/patchbay.ts'

const content = path.resolve(import.meta.dirname, '../../content')
const section = (id: string) => `$$section\n### T $(id="${id}")\n\nText.\n$$\n`
const schema = { properties: { host: { type: 'string' }, ssl: { $ref: 'shared/ssl.json#/definitions/ssl' } } }

let directory: string
const place = (name: string) => path.join(directory, name)
const put = async (name: string, text: string) => {
  await mkdir(path.dirname(place(name)), { recursive: true })
  await writeFile(place(name), text)
}

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-docs-'))
  await put('good.md', `# Harbour\n\nNeeds a pilot.\n\n${section('host')}`)
  await put('bad.md', `\n$$section\n### T $(id="host")\n\nNever ends.\n`)
  await put('odd.md', `$$section\n###T$(id="host")\n\nText.\n$$\n`)
  await put('schema.json', JSON.stringify(schema))
  await put('shared/ssl.json', JSON.stringify({ definitions: { ssl: { properties: { ca: { type: 'string' } } } } }))
  await put('broken.json', '{\n  "properties": {\n    "host": }\n')
  await put('connectors/one/connection.schema.json', JSON.stringify({ properties: { host: { type: 'string' } } }))
  await put('connectors/one/help.md', section('host'))
  await put('connectors/two/connection.schema.json', JSON.stringify({ properties: { port: { type: 'string' } } }))
  await put('connectors/two/help.md', section('prot'))
  await put('connectors/two/help.de.md', `# Zwei\n`)
  await put('connectors/notes.txt', 'not a connector')
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('patchbay docs index', () => {
  it('prints one JSON object a line for each document', async () => {
    const { code, out, err } = await patchbay(['docs', 'index', place('good.md'), place('odd.md'), '--json'])
    expect([code, err]).toEqual([0, ''])
    const [good, odd, ...more] = out.trimEnd().split('\n')
    expect(more).toEqual([])
    expect(JSON.parse(good ?? '')).toEqual({
      title: 'Harbour',
      overview: { text: 'Harbour\n\nNeeds a pilot.' },
      sections: [{ id: 'host', title: 'T', depth: 3, line: 5, text: 'T\n\nText.' }],
      problems: [],
    })
    expect(JSON.parse(odd ?? '').problems).toEqual([
      {
        code: 'HELP_HEADING_TIGHT',
        severity: 'warning',
        message: 'A space is missing after the # of the heading.',
        line: 2,
        column: 1,
      },
    ])
  })

  it('exits 1 when a document has an error', async () => {
    const { code, out } = await patchbay(['docs', 'index', place('good.md'), place('bad.md'), '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out.trimEnd().split('\n')[1] ?? '').problems).toMatchObject([
      { code: 'HELP_BLOCK_UNCLOSED', severity: 'error', line: 2, column: 1 },
    ])
  })

  it('compares with a schema and the files that it refers to', async () => {
    const { code, out } = await patchbay([
      'docs',
      'index',
      place('good.md'),
      '--schema',
      place('schema.json'),
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(out).coverage).toEqual({
      documented: ['/host'],
      undocumented: ['/ssl', '/ssl/ca'],
      orphaned: [],
    })
  })

  it('shows sections, problems and coverage to a person', async () => {
    const { code, out } = await patchbay(['docs', 'index', place('bad.md'), '--schema', place('schema.json')])
    expect(code).toBe(1)
    expect(out).toMatch(/^ +2 +host +T$/m)
    expect(out).toContain(`${place('bad.md')}:2:1 error $$section is never closed. HELP_BLOCK_UNCLOSED`)
    expect(out).toContain('without help: /ssl /ssl/ca')
  })

  it.each([
    ['a document that is not there', ['nothing.md'], 'nothing.md', null],
    ['a directory in place of a document', ['shared'], 'directory', null],
    ['a schema that is not there', ['good.md', '--schema', 'nothing.json'], 'nothing.json', null],
    ['a schema that is not JSON', ['good.md', '--schema', 'broken.json'], 'broken.json', 'line 3, column 13'],
  ])('exits 2 and says so for %s', async (_what, args, words, details) => {
    const places = args.map((argument) => (argument.startsWith('--') ? argument : place(argument)))
    const { code, out, err } = await patchbay(['docs', 'index', ...places, '--json'])
    expect([code, err]).toEqual([2, ''])
    const body = JSON.parse(out)
    expect(Object.keys(body)).toEqual(['code', 'message', 'details', 'hint'])
    expect(body.code).toBe('INPUT_UNREADABLE')
    expect(body.message).toContain(words)
    if (details) expect(body.details).toContain(details)
  })

  it('has an example in its help', async () => {
    for (const command of ['index', 'lint']) {
      const { code, out } = await patchbay(['docs', command, '--help'])
      expect(code).toBe(0)
      expect(out).toContain(`$ patchbay docs ${command}`)
    }
  })
})

describe('patchbay docs lint', () => {
  it('finds nothing wrong with the content that is shipped', async () => {
    const { code, out } = await patchbay(['docs', 'lint', content])
    expect(out).toMatch(/documents?, 0 errors\n$/)
    expect(code).toBe(0)
  })

  it('counts a property without help and help without a property as errors, but lets a translation be shorter', async () => {
    const { code, out } = await patchbay(['docs', 'lint', place('connectors'), '--json'])
    expect(code).toBe(1)
    const results = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(
      results.map(({ file, problems }) => [
        path.relative(directory, file),
        problems.map((p: { code: string }) => p.code),
      ]),
    ).toEqual([
      ['connectors/one/help.md', []],
      ['connectors/two/help.de.md', []],
      ['connectors/two/help.md', ['HELP_PROPERTY_UNDOCUMENTED', 'HELP_SECTION_ORPHANED']],
    ])
    expect(results[2].problems[1]).toMatchObject({ line: 1, message: 'No property is called prot.' })
  })

  it('takes the folder of one connector', async () => {
    const { code, out } = await patchbay(['docs', 'lint', place('connectors/one')])
    expect([code, out]).toEqual([0, '1 document, 0 errors\n'])
  })

  it('says when a folder holds no connector', async () => {
    const { code, out } = await patchbay(['docs', 'lint', place('shared'), '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ code: 'INPUT_UNREADABLE' })
  })
})
