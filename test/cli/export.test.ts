import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchbay } from '../support/patchbay.ts'

const canary = 'canary-8Wq1'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-export-'))
  await writeFile(path.join(folder, '.env'), `PGHOST=db.example.org\nPGUSER=reader\nPGPASSWORD='${canary}'\n`)
  await writeFile(path.join(folder, 'two.env'), `A_DB_HOST=a\nB_DB_HOST=b\nB_DB_PASSWORD=${canary}\n`)
  await writeFile(
    path.join(folder, 'form.yaml'),
    `hostPort: db:1\ndatabase: orders\nusername: u\nauthType: {password: ${canary}}\n`,
  )
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('patchbay export', () => {
  it('writes any connection for any tool, with a placeholder for the password', async () => {
    for (const target of [`jdbc:postgresql://db:1/orders?user=u&password=${canary}`, path.join(folder, 'form.yaml')]) {
      const { code, out, err } = await patchbay(['export', target, '--as', 'conninfo'])
      expect([code, err]).toEqual([0, ''])
      expect(out).toBe('host=db port=1 dbname=orders user=u password=${PGPASSWORD}\n')
    }
  })

  it('puts in the password of a file when asked to', async () => {
    const { out } = await patchbay(['export', path.join(folder, '.env'), '--as', 'pgpass', '--with-password'])
    expect(out).toBe(`db.example.org:5432:reader:reader:${canary}\n`)
  })

  it('prints one JSON object with what was left out', async () => {
    const { code, out } = await patchbay(['export', 'psql -h db -U u d', '--as', 'env', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      format: 'env',
      text: 'PGHOST=db\nPGPORT=5432\nPGDATABASE=d\nPGUSER=u',
      notes: [],
    })
  })

  it('refuses what is unclear, without a secret in its words', async () => {
    for (const args of [
      [path.join(folder, 'two.env'), '--as', 'uri'],
      [path.join(folder, '.env'), '--as', 'xml'],
      [`jdbc:postgresql://db:x/orders?password=${canary}`, '--as', 'uri'],
    ]) {
      const { code, out, err } = await patchbay(['export', ...args])
      expect(code).toBe(2)
      expect(out + err).not.toContain(canary)
    }
  })
})
