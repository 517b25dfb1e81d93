const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard base64 without white space → bytes; null where it is not base64. */
export function decodeBase64(text: string): number[] | null {
  const unpadded = text.replace(/={1,2}$/, '')
  if (unpadded.length % 4 === 1 || (text !== unpadded && text.length % 4 !== 0)) return null
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of unpadded) {
    const value = alphabet.indexOf(character)
    if (value < 0) return null
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes.push((bits >> held) & 0xff)
    }
  }
  return bytes
}
