import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { dataDirectory } from '../../src/embedded/data-directory.ts'

test('state goes where the environment says, else where the system keeps such things', () => {
  expect(dataDirectory({ PATCHBAY_DATA_DIR: '/srv/patchbay' }, 0)).toBe('/srv/patchbay')
  expect(dataDirectory({}, 0)).toBe('/var/lib/patchbay')
  expect(dataDirectory({ XDG_DATA_HOME: '/data' }, 1000)).toBe('/data/patchbay')
  expect(dataDirectory({}, 1000)).toBe(`${homedir()}/.local/share/patchbay`)
})

test('a relative XDG_DATA_HOME is ignored, as its standard asks', () => {
  expect(dataDirectory({ XDG_DATA_HOME: 'data' }, 1000)).toBe(`${homedir()}/.local/share/patchbay`)
})
