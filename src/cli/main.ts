#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { AppError } from '../core/error.ts'
import { toConnectorId } from '../core/ids.ts'
import type { Parts } from './parts.ts'
import { runProgram } from './program.ts'
import { toleratePipeEnd } from './terminal.ts'

const postgres = toConnectorId('postgres')

async function settings() {
  const { connectorSettings } = await import('../connectors/settings-registry.ts')
  const found = connectorSettings(postgres)
  if (found === null) throw new Error('the Postgres connector is not registered')
  return found
}

const parts: Parts = {
  parseUri: async (text) => (await settings()).parseUri(text),
  describeTarget: async (form) => (await settings()).describeTarget(form),
  async testForm() {
    throw new AppError('CONNECTOR_NOT_FOUND', 'There is no connector yet.')
  },
  async openState() {
    throw new AppError('STATE_DATABASE_UNAVAILABLE', 'There is no state yet.')
  },
}

toleratePipeEnd([process.stdout, process.stderr], () => process.exit())
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
process.exitCode = await runProgram(process.argv.slice(2), parts, version)
