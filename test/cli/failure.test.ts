import { CommanderError } from 'commander'
import { afterEach, describe, expect, it } from 'vitest'
import { reportFailure } from '../../src/cli/failure.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { AppError } from '../../src/core/error.ts'

const canary = 'canary-9Qe'

function report(error: unknown, json: boolean) {
  const texts = { out: '', err: '' }
  const terminal = (name: 'out' | 'err'): Terminal => ({
    isTerminal: false,
    colour: false,
    write: (text) => {
      texts[name] += text
    },
    line: (text = '') => {
      texts[name] += `${text}\n`
    },
  })
  return { code: reportFailure(error, json, terminal('out'), terminal('err')), ...texts }
}

describe('a failure', () => {
  afterEach(() => {
    delete process.env.PATCHBAY_DEBUG
  })

  it('that is a bug exits 70 with one short line', () => {
    for (const json of [true, false]) {
      const { code, out, err } = report(new TypeError(canary), json)
      expect([code, out]).toEqual([70, ''])
      expect(err).toBe('patchbay: unexpected TypeError. This is a bug; PATCHBAY_DEBUG=1 shows where.\n')
    }
  })

  it('that is a bug shows its stack with PATCHBAY_DEBUG', () => {
    process.env.PATCHBAY_DEBUG = '1'
    expect(report(new TypeError('where it was'), false).err).toMatch(/TypeError: where it was\n +at /)
  })

  it('that is expected exits 2 and says what to do', () => {
    const error = new AppError('INPUT_UNREADABLE', 'It is broken.', { details: 'line 1\u001b[2J', hint: 'Mend it.' })
    expect(report(error, false)).toEqual({ code: 2, out: '', err: '✗ It is broken.\n  line 1�[2J\n  Mend it.\n' })
    expect(JSON.parse(report(error, true).out)).toEqual(error.toBody())
  })

  it('that nobody can name does not quote the command line', () => {
    const { code, err } = report(new CommanderError(1, 'commander.other', `error: '${canary}'`), false)
    expect(code).toBe(2)
    expect(err).not.toContain(canary)
  })
})
