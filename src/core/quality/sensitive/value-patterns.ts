import { identityNumbers, passesIban, passesLuhn } from './checksums.ts'
import type { TypeFamily } from './column-names.ts'
import type { SensitiveTag } from './finding.ts'

export interface ValuePattern {
  readonly tag: SensitiveTag
  /** Goes on from "97 % of 500 sampled values …". */
  readonly says: string
  readonly families: readonly TypeFamily[]
  readonly matches: (value: string) => boolean
  /** How sure one is where every value matches: what else looks like it is rarer the nearer to 1. */
  readonly weight: number
  /** Says nothing unless the column's name hints at the tag. */
  readonly needsName?: true
}

const bare = (value: string) => value.trim().replace(/[\s.\-/]/g, '')

const email = /^[^\s@<>"',;:()[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}$/u
/** Anywhere in a longer text. */
const emailWithin = /[\w.+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}/i

/** Issuers' first digits and lengths. */
const card =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12})$/

function isIpv4(value: string): boolean {
  const parts = value.replace(/\/32$/, '').split('.')
  const isWritten = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  // Versions of software are written alike, with small numbers.
  return isWritten && parts.some((part) => Number(part) > 31)
}

function isIpv6(value: string): boolean {
  const text = value.replace(/\/128$/, '').toLowerCase()
  if (!/^[0-9a-f:]+(?::\d+\.\d+\.\d+\.\d+)?$/.test(text) || !text.includes(':') || text === '::') return false
  const halves = text.split('::')
  const groups = halves.flatMap((half) => half.split(':')).filter((group) => group !== '')
  const isShort = groups.every((group) => group.length <= 4 || group.includes('.'))
  return isShort && (halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8)
}

/** With the sign of a country in front, as machines write them. */
const internationalPhone = /^(?:\+|00)[1-9]\d?(?:[ ().-]*\d){6,13}$/
const localPhone = /^\(?\d(?:[ ()./-]*\d){5,13}(?: ?(?:x|ext\.?) ?\d{1,5})?$/

const secrets =
  /^(?:\$2[abxy]\$\d\d\$[./\w]{53}|\$argon2(?:id|i|d)\$.{20,}|\$(?:5|6|y|7)\$.{20,}|\{(?:SSHA|SHA|MD5|CRYPT|BCRYPT)\}.{10,}|(?:pbkdf2|scrypt|SCRAM-SHA-256)[$:_].{20,}|eyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{20,}|glpat-[\w-]{20,}|sk_(?:live|test)_\w{10,}|rk_live_\w{10,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----[\s\S]*|npm_\w{36})$/

const coordinates = /^[([]?\s*-?\d{1,3}\.\d{3,}\s*[,; ]\s*-?\d{1,3}\.\d{3,}\s*[)\]]?$/

const isDate = (value: string) =>
  /^(?:(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d|(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])\/(?:19|20)\d\d)(?:[ T].*)?$/.test(
    value,
  )

/** The order is that of trust: where two fit equally well, the first is taken. */
export const valuePatterns: readonly ValuePattern[] = [
  {
    tag: 'PII.Email',
    says: 'are written as e-mail addresses',
    families: ['text', 'other'],
    matches: (value) => email.test(value.trim()),
    weight: 0.98,
  },
  {
    tag: 'PII.Credential',
    says: 'have the form of password hashes, keys or tokens',
    families: ['text', 'other'],
    matches: (value) => secrets.test(value.trim()),
    weight: 0.98,
  },
  {
    tag: 'PII.BankAccount',
    says: 'are IBANs by length and check digits',
    families: ['text'],
    matches: (value) => {
      const text = bare(value).toUpperCase()
      return /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(text) && passesIban(text)
    },
    weight: 0.99,
  },
  {
    tag: 'PII.CreditCard',
    says: 'begin as payment cards do and pass the Luhn check',
    families: ['text', 'number'],
    matches: (value) => card.test(bare(value)) && passesLuhn(bare(value)),
    weight: 0.95,
  },
  ...identityNumbers.map(
    ({ name, shape, passes, luck }): ValuePattern => ({
      tag: 'PII.NationalId',
      says: `pass the check of a ${name}`,
      families: ['text', 'number'],
      matches: (value) => {
        const text = value.trim().toUpperCase()
        const plain = name === 'Finnish identity code' ? text : bare(text)
        return shape.test(plain) && passes(plain)
      },
      // A check that one in ten passes by chance is weaker than one that hardly any does.
      weight: luck > 0.05 ? 0.75 : 0.9,
    }),
  ),
  {
    tag: 'PII.NationalId',
    says: 'have the form of US social security numbers',
    families: ['text'],
    matches: (value) => /^(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}$/.test(value.trim()),
    weight: 0.85,
  },
  {
    tag: 'PII.DeviceId',
    says: 'are hardware addresses',
    families: ['text', 'network'],
    matches: (value) => /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i.test(value.trim()),
    weight: 0.9,
  },
  {
    tag: 'PII.DeviceId',
    says: 'pass the Luhn check of device numbers',
    families: ['text', 'number'],
    matches: (value) => /^(?:0[1-9]|35|86|99)\d{13}$/.test(bare(value)) && passesLuhn(bare(value)),
    weight: 0.75,
  },
  {
    tag: 'PII.IpAddress',
    says: 'are addresses of single hosts',
    families: ['text', 'network'],
    matches: (value) => isIpv4(value.trim()) || isIpv6(value.trim()),
    weight: 0.85,
  },
  {
    tag: 'PII.Phone',
    says: 'are phone numbers with the code of a country',
    families: ['text'],
    matches: (value) => internationalPhone.test(value.trim()),
    weight: 0.85,
  },
  {
    tag: 'PII.Phone',
    says: 'have the digits of phone numbers',
    families: ['text', 'number'],
    matches: (value) => localPhone.test(value.trim()) && !isDate(value.trim()),
    weight: 0.6,
    needsName: true,
  },
  {
    tag: 'PII.BirthDate',
    says: 'are dates',
    families: ['text', 'number', 'day'],
    matches: (value) => isDate(value.trim()),
    weight: 0.6,
    needsName: true,
  },
  {
    tag: 'PII.Location',
    says: 'are pairs of coordinates',
    families: ['text'],
    matches: (value) => coordinates.test(value.trim()),
    weight: 0.8,
  },
  {
    tag: 'PII.Location',
    says: 'are within the range of degrees',
    families: ['number'],
    matches: (value) => Math.abs(Number(value)) <= 180 && value.includes('.'),
    weight: 0.6,
    needsName: true,
  },
]

/** Found within documents and longer texts rather than being the whole value. */
export const embedded: ValuePattern = {
  tag: 'PII.Email',
  says: 'hold an e-mail address',
  families: ['text', 'document'],
  matches: (value) => value.length > 12 && emailWithin.test(value),
  weight: 0.9,
}
