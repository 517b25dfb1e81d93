import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { startServer, type TestServer } from '../support/servers.ts'
import { access } from './access.suite.ts'
import { accessibility } from './accessibility.suite.ts'
import { certificate } from './certificate.suite.ts'
import { foreignConnector, foreignSchema } from './foreign-connector.suite.ts'
import { form } from './form.suite.ts'
import { help } from './help.suite.ts'
import { journey } from './journey.suite.ts'
import { pastTests } from './past-tests.suite.ts'
import { paste } from './paste.suite.ts'
import { secrets } from './secrets.suite.ts'
import { shell } from './shell.suite.ts'
import { type Stage, setStage } from './stage.ts'
import { readerPassword } from './suite.ts'

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
}, 300_000)

beforeEach(() => stage.clear())

afterAll(async () => {
  await stage?.end()
  await server?.stop()
  await rm(content, { recursive: true, force: true })
})

const suites = {
  shell,
  form,
  paste,
  secrets,
  help,
  journey,
  accessibility,
  access,
  certificate,
  foreignConnector,
  pastTests,
}
for (const [name, suite] of Object.entries(suites)) {
  describe(name, () =>
    suite({
      stage: () => stage,
      server: () => server,
    }),
  )
}
