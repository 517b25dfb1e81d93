import type { NameCheck } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import { type ServiceId, toFieldPath } from '../core/ids.ts'
import { serviceNameKey } from '../core/service-name-key.ts'
import type { ServiceStore } from '../store/services.ts'
import { secretsInText } from './misplaced-secrets.ts'

const longest = 128
const triesForFreeName = 200

/** A name as it is stored: composed, without space around it. Throws REQUEST_INVALID. */
export function parseServiceName(text: string): string {
  const name = text.normalize('NFC').trim()
  const problem = nameProblem(name)
  if (problem === null) return name
  throw new AppError('REQUEST_INVALID', 'The name cannot be used.', { details: `/name ${problem}` })
}

function nameProblem(name: string): string | null {
  if (name === '') return 'is empty'
  if ([...name].length > longest) return `is longer than ${longest} characters`
  if (/\p{Cc}|\p{Bidi_Control}/u.test(name)) return 'holds a control character'
  if (secretsInText(name, toFieldPath(['name'])).length > 0) return 'holds a connection string with a password'
  return null
}

export async function checkName(services: ServiceStore, text: string, except: ServiceId | null): Promise<NameCheck> {
  const name = parseServiceName(text)
  const taken = await services.takenNameKeys([name], except)
  if (taken.size === 0) return { available: true, suggestion: null }
  return { available: false, suggestion: await freeName(services, name) }
}

/** `orders` → `orders 2`, or the next number that is free. */
export async function freeName(services: ServiceStore, name: string): Promise<string> {
  const numbered = /^(.*\S) (\d{1,6})$/u.exec(name)
  const [stem, start] = numbered === null ? [name, 2] : [numbered[1] ?? name, Number(numbered[2]) + 1]
  const short = [...stem].slice(0, longest - 8).join('')
  const candidates = Array.from({ length: triesForFreeName }, (_, index) => `${short} ${start + index}`)
  const taken = await services.takenNameKeys(candidates, null)
  const free = candidates.find((candidate) => !taken.has(serviceNameKey(candidate)))
  return free ?? `${short} ${crypto.randomUUID().slice(0, 6)}`
}
