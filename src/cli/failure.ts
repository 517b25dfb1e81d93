import { CommanderError } from 'commander'
import { AppError, type ErrorBody } from '../core/error.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { quotable } from './quotable.ts'
import { harmless, style, type Terminal } from './terminal.ts'

/** Says what went wrong and returns the exit code for it. With `json` an expected failure is one document on `out`. */
export function reportFailure(error: unknown, json: boolean, out: Terminal, err: Terminal): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.success
  // The help text has been written instead of a message.
  if (error instanceof CommanderError && error.code === 'commander.help' && !json) return exitCodes.unusable
  const body = toErrorBody(error)
  if (body === null) {
    const name = error instanceof Error ? error.name : typeof error
    err.line(`patchbay: unexpected ${name}. This is a bug; PATCHBAY_DEBUG=1 shows where.`)
    if (process.env.PATCHBAY_DEBUG) err.line(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return exitCodes.bug
  }
  if (json) out.line(JSON.stringify(body))
  else writeError(body, err)
  return exitCodes.unusable
}

function toErrorBody(error: unknown): ErrorBody | null {
  if (error instanceof AppError) return error.code === 'INTERNAL_ERROR' ? null : error.toBody()
  return error instanceof CommanderError ? usageError(error) : null
}

function writeError({ message, details, hint }: ErrorBody, err: Terminal): void {
  err.line(`${style(err, 'red', '✗')} ${harmless(message)}`)
  if (details !== null) err.line(harmless(details).replace(/^/gm, '  '))
  if (hint !== null) err.line(style(err, 'dim', harmless(hint).replace(/^/gm, '  ')))
}

/** The parser's message in our shape. What it quotes may be a password in the wrong place. */
function usageError(error: CommanderError): ErrorBody {
  const [first = '', ...more] = error.message.replace(/^error: /, '').split('\n')
  const suggestion = /^\(Did you mean (.+)\?\)$/.exec(more.join('').trim())?.[1]
  return {
    code: 'REQUEST_INVALID',
    message: usageMessage(error.code, first),
    details: null,
    hint: suggestion === undefined ? 'patchbay --help lists commands and options.' : `Did you mean ${suggestion}?`,
  }
}

function usageMessage(code: string, message: string): string {
  const typed = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.help':
      return 'A command is missing.'
    case 'commander.unknownCommand':
      return `There is no command ${quotable(typed)}.`
    case 'commander.unknownOption':
      return `There is no option ${quotable(typed.replace(/=.*$/s, ''))}.`
    case 'commander.missingArgument':
      return `The argument ${typed} is missing.`
    case 'commander.optionMissingArgument':
      return `The option ${typed} needs a value.`
    case 'commander.invalidArgument':
      // > | option '--timeout <seconds>' argument 'x' is invalid. Give seconds between 0.1 and 3600.
      return `The value of ${typed} is not valid. ${message.replace(/^.*' is invalid\. ?/s, '')}`.trimEnd()
    case 'commander.excessArguments':
      return 'There are more arguments than the command takes.'
    default:
      return 'The command line cannot be understood.'
  }
}
