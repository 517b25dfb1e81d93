import { expect, test } from 'vitest'
import { availableMajors } from '../support/majors.ts'
import { startServer } from '../support/servers.ts'

for (const major of availableMajors()) {
  test(`a test server of major ${major} answers`, async () => {
    const server = await startServer({ major })
    try {
      const rows = await server.sql('select current_setting($$server_version_num$$)::int / 10000 as major')
      expect(rows).toEqual([{ major }])
    } finally {
      await server.stop()
    }
  })
}
