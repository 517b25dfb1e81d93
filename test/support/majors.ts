import { existsSync } from 'node:fs'
import path from 'node:path'

/** The major that the product itself runs on, from its own dependencies. */
export const productMajor = 18

/** Every major that the product supports, and the package version that tests it; `null`: npm has none. */
export const testedMajors: Readonly<Record<number, string | null>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: 'installed with the product',
  19: null,
}

export const majorsDirectory = path.resolve(import.meta.dirname, '../.cache/majors')

/** Where `npm test` puts the package of a major. */
export function majorDirectory(major: number): string {
  return path.join(majorsDirectory, 'node_modules', `pg${major}`)
}

/** Majors that a server can be started of here, ascending. */
export function availableMajors(): number[] {
  return Object.keys(testedMajors)
    .map(Number)
    .filter((major) => major === productMajor || existsSync(majorDirectory(major)))
    .sort((a, b) => a - b)
}
