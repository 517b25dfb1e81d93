/** Check digits of numbers people are known by. Each takes digits or letters without separators. */

/** The sum that payment cards, some identity numbers and devices end with. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** ISO 7064, modulo 97, of a text whose letters stand for two digits each. */
function remainder97(text: string): number {
  let rest = 0
  for (const sign of text) rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97
  return rest
}

export const passesIban = (text: string): boolean => remainder97(text.slice(4) + text.slice(0, 4)) === 1

/** Sum of digits times weights. */
function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

const allAlike = (digits: string) => /^(\d)\1+$/.test(digits)

/** Year, month and day as two digits each, the year being of any century. */
function isDay(year: string, month: number, day: number): boolean {
  const daysOf = [31, Number(year) % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day >= 1 && day <= (daysOf[month - 1] ?? 0)
}

const number = (text: string, from: number, to: number): number => Number(text.slice(from, to))

export interface IdentityNumber {
  /** As people of that country call it. */
  readonly name: string
  readonly shape: RegExp
  readonly passes: (text: string) => boolean
  /** Of numbers made at random, the share that passes, roughly. */
  readonly luck: number
}

const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Numbers with a checksum, so that other numbers of the same length are hardly taken for them. */
export const identityNumbers: readonly IdentityNumber[] = [
  {
    name: 'Spanish DNI or NIE',
    shape: /^[XYZ\d]\d{7}[A-Z]$/,
    passes: (text) =>
      text[8] ===
      spanishLetters[Number(text.slice(0, 8).replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign)))) % 23],
    luck: 1 / 23,
  },
  {
    name: 'French social security number',
    shape: /^[1278]\d{4}(\d\d|2[AB])\d{8}$/,
    passes: (text) => {
      const digits = text.replace('2A', '19').replace('2B', '18')
      return number(digits, 13, 15) === 97 - Number(BigInt(digits.slice(0, 13)) % 97n) && number(text, 3, 5) > 0
    },
    luck: 1 / 97,
  },
  {
    name: 'Italian codice fiscale',
    shape: /^[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]$/,
    passes: passesItalian,
    luck: 1 / 26,
  },
  {
    name: 'Polish PESEL',
    shape: /^\d{11}$/,
    passes: (text) =>
      isDay(text.slice(0, 2), number(text, 2, 4) % 20, number(text, 4, 6)) &&
      weighted(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
    luck: 0.02,
  },
  {
    name: 'Dutch BSN',
    shape: /^\d{9}$/,
    passes: (text) => weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !allAlike(text),
    luck: 1 / 11,
  },
  {
    name: 'Belgian national number',
    shape: /^\d{11}$/,
    passes: (text) => {
      const check = number(text, 9, 11)
      const isRight = (digits: string) => check === 97 - (Number(digits) % 97)
      const isBorn = isDay(text.slice(0, 2), number(text, 2, 4), number(text, 4, 6))
      return isBorn && (isRight(text.slice(0, 9)) || isRight(`2${text.slice(0, 9)}`))
    },
    luck: 0.001,
  },
  {
    name: 'German tax number',
    shape: /^[1-9]\d{10}$/,
    passes: (text) => {
      let product = 10
      for (const digit of text.slice(0, 10)) {
        const sum = (Number(digit) + product) % 10 || 10
        product = (sum * 2) % 11
      }
      // One digit of the first ten is there twice or three times, and the others at most once.
      const times = [...'0123456789'].map((digit) => text.slice(0, 10).split(digit).length - 1)
      const repeated = times.filter((count) => count > 1)
      return (11 - product) % 10 === Number(text[10]) && repeated.length === 1 && Math.max(...repeated) <= 3
    },
    luck: 0.005,
  },
  {
    name: 'Swedish personnummer',
    shape: /^\d{10}$/,
    passes: (text) => isDay(text.slice(0, 2), number(text, 2, 4), number(text, 4, 6) % 60) && passesLuhn(text),
    luck: 0.007,
  },
  {
    name: 'Finnish identity code',
    shape: /^\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]$/,
    passes: (text) => text[10] === '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31],
    luck: 1 / 31,
  },
  {
    name: 'Brazilian CPF',
    shape: /^\d{11}$/,
    passes: (text) => {
      const check = (weights: readonly number[]) => ((weighted(text, weights) * 10) % 11) % 10
      const first = check([10, 9, 8, 7, 6, 5, 4, 3, 2])
      return (
        first === Number(text[9]) && check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(text[10]) && !allAlike(text)
      )
    },
    luck: 0.01,
  },
  {
    name: 'Turkish identity number',
    shape: /^[1-9]\d{10}$/,
    passes: (text) => {
      const tenth = weighted(text, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10
      const eleventh =
        weighted(
          text,
          Array.from({ length: 10 }, () => 1),
        ) % 10
      return (tenth + 10) % 10 === Number(text[9]) && eleventh === Number(text[10])
    },
    luck: 0.01,
  },
  {
    name: 'Chinese resident number',
    shape: /^\d{17}[\dX]$/,
    passes: (text) =>
      isDay(text.slice(8, 10), number(text, 10, 12), number(text, 12, 14)) &&
      '10X98765432'[weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === text[17],
    luck: 0.003,
  },
  {
    name: 'Aadhaar number',
    shape: /^[2-9]\d{11}$/,
    passes: passesVerhoeff,
    luck: 0.1,
  },
  {
    name: 'NHS number',
    shape: /^\d{10}$/,
    passes: (text) => weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !allAlike(text),
    luck: 1 / 11,
  },
]

function passesItalian(text: string): boolean {
  // What letters and digits count for at odd places, in the order of the alphabet.
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
  const value = (sign: string) => (/\d/.test(sign) ? Number(sign) : Number.parseInt(sign, 36) - 10)
  const sum = [...text.slice(0, 15)].reduce(
    (before, sign, at) => before + (at % 2 === 0 ? (odd[value(sign)] ?? 0) : value(sign)),
    0,
  )
  return value(text[15] ?? '') === sum % 26
}

/** Multiplication in the dihedral group of ten elements, and a permutation for each place. */
function passesVerhoeff(digits: string): boolean {
  const multiply = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5
  const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  const permuted = (digit: number, times: number): number =>
    times === 0 ? digit : permuted(step[digit] ?? 0, times - 1)
  const sum = [...digits].reverse().reduce((before, digit, at) => multiply(before, permuted(Number(digit), at % 8)), 0)
  return sum === 0
}
