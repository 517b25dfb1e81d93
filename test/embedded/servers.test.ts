import { expect, test } from 'vitest'
import { availableMajors } from '../support/majors.ts'
import { messageLocales, startServer } from '../support/servers.ts'

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

for (const locale of messageLocales()) {
  test(`a Debian server speaks ${locale}`, async () => {
    const server = await startServer({ debian: true, locale })
    try {
      await expect(server.sql('select nowhere')).rejects.toMatchObject({
        code: '42703',
        message: expect.not.stringContaining('does not exist'),
      })
    } finally {
      await server.stop()
    }
  })
}
