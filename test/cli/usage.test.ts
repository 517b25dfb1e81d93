import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collect, patchbay, startPatchbay } from '../support/patchbay.ts'

const canary = 'canary-5dK2'
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-cli-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function file(name: string, text: string | Buffer): Promise<string> {
  const place = path.join(directory, name)
  await writeFile(place, text)
  return place
}

describe('the command line', () => {
  it('shows help with an example for every command and subcommand', async () => {
    const visited: string[] = []
    const visit = async (words: readonly string[]) => {
      const { code, out } = await patchbay([...words, '--help'])
      expect([words, code]).toEqual([words, 0])
      const [, list = ''] = /^Commands:\n((?: {2}.*\n)+)/m.exec(out) ?? []
      const commands = [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name ?? '')
      visited.push(words.join(' '))
      if (commands.length === 0) expect(out).toContain(` patchbay ${words.join(' ')} `.trimEnd())
      for (const name of commands) if (name !== 'help') await visit([...words, name])
    }
    await visit([])
    expect(visited).toEqual(
      expect.arrayContaining(['serve', 'test', 'services import', 'docs index', 'docs lint', 'doctor']),
    )
  })

  it('prints its version', async () => {
    const { code, out } = await patchbay(['--version'])
    expect(code).toBe(0)
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('ends quietly when its reader has left', async () => {
    const child = startPatchbay(['--help'])
    child.stdout?.destroy()
    const { code, err } = await collect(child)
    expect([code, err]).toEqual([0, ''])
  })

  it('shows help and exits 2 without a command', async () => {
    const { code, out, err } = await patchbay([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage: patchbay')
  })

  it('names an unknown command and what was likely meant', async () => {
    const { code, out, err } = await patchbay(['tset'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('There is no command "tset".')
    expect(err).toContain('Did you mean test?')
  })

  it.each([
    [['nope', '--json'], 'There is no command "nope".'],
    [['test', 'x', '--jsno', '--json'], 'There is no option "--jsno".'],
    [['diff', '--json'], 'The argument a is missing.'],
    [['test', 'a', 'b', '--json'], 'There are more arguments than the command takes.'],
    [['test', 'x', '--timeout', '0', '--json'], 'Give seconds between 0.1 and 3600.'],
    [['test', 'x', '--json', '--timeout'], 'needs a value'],
  ])('answers %j with the error shape on standard output', async (args, message) => {
    const { code, out, err } = await patchbay(args)
    expect([code, err]).toEqual([2, ''])
    const body = JSON.parse(out)
    expect(Object.keys(body)).toEqual(['code', 'message', 'details', 'hint'])
    expect(body.code).toBe('REQUEST_INVALID')
    expect(body.message).toContain(message)
  })

  it.each([
    [[`postgresql://u:${canary}@db`]],
    [['test', 'x', `--password=${canary}`]],
    [['test', `postgres//u:${canary}@db`]],
    [['test', `host=db password='${canary}`]],
    [['test', `postgresql://u:${canary}@db:port/x`]],
    [['test', `psql -h db -U 'u ${canary}`]],
    [['export', `Host=db;Password="${canary}`, '--as', 'uri']],
    [['test', `mysql://u:${canary}@db/x`]],
    [['test', `/nowhere/u:${canary}@db/x`]],
  ])('does not repeat a password that stands in the wrong place: %j', async (args) => {
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await patchbay([...args, ...more])
      expect(code).toBe(2)
      expect(out + err).not.toContain(canary)
    }
  })
})

describe('an unusable file', () => {
  it.each([
    ['a.json', `{"hostPort": "db",\n "password": "${canary}}`, 'line 2, column 27'],
    ['b.json', `{"password": "${canary}",}`, 'column 28'],
    ['c.yaml', `hostPort: db\npassword: @${canary}\n`, 'line 2, column 11'],
    ['d.yaml', `password: *${canary}\n`, 'line 1, column 11'],
    ['e.yml', `password: !${canary} x\n`, 'line 1, column 11'],
    ['f.yaml', `password: ${canary}\npassword: x\n`, 'line 2, column 1'],
    ['g.yaml', `password: "${canary}\n`, 'line 2, column 1'],
    ['h.yaml', `a: 1\n---\npassword: ${canary}\n`, 'line 2, column 1'],
    ['i.yaml', `# a comment\n- ${canary}\n`, 'line 2, column 1'],
    ['j.json', `\n  ["${canary}"]`, 'line 2, column 3'],
    ['k.yaml', '', 'line 1, column 1'],
    ['l.yaml', `password: a: ${canary}\n`, 'line 1'],
    ['m.yaml', `%${canary}\n---\na: 1\n`, 'line 1'],
    ['n', `\t${canary}: 1`, 'line 1, column 1'],
  ])('%s is refused with the place, and without its content', async (name, text, place) => {
    const target = await file(name, text)
    const plain = await patchbay(['test', target])
    expect(plain.code).toBe(2)
    expect(plain.err).toContain(place)
    const json = await patchbay(['test', target, '--json'])
    expect(json.code).toBe(2)
    expect(JSON.parse(json.out)).toMatchObject({ code: 'INPUT_UNREADABLE' })
    expect(JSON.parse(json.out).details).toContain(place)
    expect(plain.out + plain.err + json.out + json.err).not.toContain(canary)
  })

  it('is refused when it is not there, is a directory, or is not text', async () => {
    const binary = await file('binary.yaml', Buffer.from([0x61, 0xff, 0xfe, 0x62]))
    for (const [target, reason] of [
      [path.join(directory, 'none.yaml'), 'does not exist'],
      [directory, 'is a directory'],
      [binary, 'is not UTF-8 text'],
    ] as const) {
      const { code, err } = await patchbay(['test', target])
      expect(code).toBe(2)
      expect(err).toContain(reason)
    }
  })

  it('is refused while a placeholder other than the password has no value', async () => {
    const target = await file('key.yaml', `hostPort: db\nsslConfig:\n  sslKey: \${KEY_OF_ORDERS}\n`)
    const { code, err } = await patchbay(['test', target])
    expect(code).toBe(2)
    expect(err).toContain('/sslConfig/sslKey: KEY_OF_ORDERS is not set')
  })
})
