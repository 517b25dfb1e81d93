import { expect, test } from 'vitest'
import { requireNode } from '../../src/bootstrap/node-version.mjs'

test.each(['18.20.4', '20.18.3', '20.9.0'])('Node %s is refused with words', (version) => {
  expect(() => requireNode(version)).toThrow(`this is ${version}`)
})

test.each(['20.19.0', '20.20.2', '22.0.0', '26.1.0-nightly'])('Node %s will do', (version) => {
  expect(() => requireNode(version)).not.toThrow()
})
