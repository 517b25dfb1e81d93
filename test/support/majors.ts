import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The major that the product itself runs on, from its own dependencies. */
export const productMajor = 18

/** Every major that the product supports, with the package version that tests it; `null`: npm has none. */
const testedMajors: Readonly<Record<string, string | null>> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'majors.json'), 'utf8'),
)

/** Where `npm test` puts the package of a major. */
export function majorDirectory(major: number): string {
  return path.resolve(import.meta.dirname, '../.cache/majors/node_modules', `pg${major}`)
}

/** Majors that a server can be started of here, ascending. */
export function availableMajors(): number[] {
  return Object.keys(testedMajors)
    .map(Number)
    .filter((major) => major === productMajor || existsSync(majorDirectory(major)))
    .sort((a, b) => a - b)
}

/** `npm run soak` says so: every proof on every major, every change, every cell. */
export const isFullMatrix = process.env.PATCHBAY_FULL !== undefined

/** For a proof that costs much and hardly differs between majors: the oldest and the newest, or the full matrix. */
export function outerMajors(): number[] {
  const majors = availableMajors()
  return isFullMatrix ? majors : majors.filter((_, at) => at === 0 || at === majors.length - 1)
}
