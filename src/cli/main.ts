#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { AppError } from '../core/error.ts'
import { toConnectorId } from '../core/ids.ts'
import type { Parts } from './parts.ts'
import { runProgram } from './program.ts'
import { toleratePipeEnd } from './terminal.ts'

const connector = toConnectorId('postgres')

const parts: Parts = {
  parseUri: async (text) => (await settings()).parseUri(text),
  describeTarget: async (form) => (await settings()).describeTarget(form),
  async testForm(form, limits) {
    const [{ postgres }, { hashSettings }] = await Promise.all([
      import('../connectors/postgres/index.ts'),
      import('../store/keyring.ts'),
    ])
    const settingsHash = hashSettings(await presentKeyring(), connector, form)
    return await postgres.testConnection(form, { ...limits, settingsHash })
  },
  async openState() {
    throw new AppError('STATE_DATABASE_UNAVAILABLE', 'There is no state yet.')
  },
}

async function settings() {
  const { connectorSettings } = await import('../connectors/settings-registry.ts')
  const found = connectorSettings(connector)
  if (found === null) throw new Error('the Postgres connector is not registered')
  return found
}

/** The installation's keys where there are any. A test of a form stores nothing, so that a passing key does as well. */
async function presentKeyring() {
  const [{ passingKeyring, readKeyring }, { dataDirectory }] = await Promise.all([
    import('../store/installation-key.ts'),
    import('../embedded/data-directory.ts'),
  ])
  try {
    return (await readKeyring({ dataDirectory: dataDirectory(), env: process.env })) ?? passingKeyring()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return passingKeyring()
  }
}

toleratePipeEnd([process.stdout, process.stderr], () => process.exit())
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
process.exitCode = await runProgram(process.argv.slice(2), parts, version)
