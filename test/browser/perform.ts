import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { startServer, type TestServer } from '../support/servers.ts'
import { foreignSchema } from './foreign-connector.suite.ts'
import { type Stage, setStage } from './stage.ts'
import { readerPassword, type Suite } from './suite.ts'

/** Runs suites one after another on one product, one browser and one server, with a second connector to choose. */
export function perform(suites: Readonly<Record<string, Suite>>): void {
  let stage: Stage
  let server: TestServer
  let content: string

  beforeAll(async () => {
    content = await mkdtemp(path.join(tmpdir(), 'patchbay-content-'))
    await mkdir(path.join(content, 'switchboard'))
    await writeFile(path.join(content, 'switchboard', 'connection.schema.json'), JSON.stringify(foreignSchema))
    ;[stage, server] = await Promise.all([setStage(content), startServer()])
    await server.sql(`CREATE ROLE reader LOGIN PASSWORD '${readerPassword}'`)
    await server.sql('CREATE DATABASE orders')
  })

  beforeEach(() => stage.clear())

  afterAll(async () => {
    await stage?.end()
    await server?.stop()
    await rm(content, { recursive: true, force: true })
  })

  for (const [name, suite] of Object.entries(suites)) {
    describe(name, () => suite({ stage: () => stage, server: () => server }))
  }
}
