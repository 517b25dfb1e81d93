import { InvalidArgumentError } from 'commander'

/** Of a list: 1 to 999. */
export function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Give a number between 1 and 999.')
  return Number(text)
}
