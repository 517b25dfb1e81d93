import { AppError } from '../core/error.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { exitCodes } from './exit-codes.ts'

const longestBytes = 65_536

/** Standard input as one password: its first line, which must be all there is. */
export async function readPasswordFromStdin(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > longestBytes) break
  }
  const password = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (size > longestBytes || password === '' || /[\r\n]/.test(password)) {
    throw new AppError('INPUT_UNREADABLE', 'There is no password on standard input.', {
      details: password === '' ? 'It is empty.' : 'It holds more than one line.',
      hint: 'Give the password and nothing else, such as: printf %s "$PASSWORD" | patchbay test TARGET --password-stdin',
    })
  }
  return password
}

/** Whether the form brings a password. */
export function hasPassword(form: JsonObject): boolean {
  return [form.password, nestedPassword(form)].some((value) => value !== undefined && value !== null && value !== '')
}

/** The password in the form's own field, wherever the form has it. */
export function withFlatPassword(form: JsonObject): JsonObject {
  const password = form.password ?? nestedPassword(form)
  return withPassword(form, typeof password === 'string' ? password : null)
}

const nestedPassword = (form: JsonObject): JsonValue | undefined =>
  isJsonObject(form.authType) ? form.authType.password : undefined

/** The form with this password, instead of any other it holds. */
export function withPassword(form: JsonObject, password: string | null): JsonObject {
  const { password: _, authType, ...rest } = form
  const others = isJsonObject(authType)
    ? Object.fromEntries(Object.entries(authType).filter(([name]) => name !== 'password'))
    : authType
  const keepOthers = others !== undefined && !(isJsonObject(others) && Object.keys(others).length === 0)
  return { ...rest, ...(keepOthers ? { authType: others } : {}), ...(password === null ? {} : { password }) }
}

/** Asks on the terminal without showing what is typed; null for none. Only call it with terminals on both ends. */
export async function promptForPassword(question: string): Promise<string | null> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  try {
    let typed = ''
    for await (const chunk of stdin) {
      for (const character of chunk as string) {
        if (character === '\u0003') process.exit(exitCodes.interrupted)
        if (character === '\r' || character === '\n' || character === '\u0004') return typed === '' ? null : typed
        typed = character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character
      }
    }
    return typed === '' ? null : typed
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}
