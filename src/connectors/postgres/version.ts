/** `server_version_num`: the major times 10,000 plus the minor, such as 160014. */
export type PgVersion = number

export interface SupportedMajor {
  readonly major: number
  /** Last day of fixes by the Postgres project, ISO 8601 (policy: five years, second Thursday of November). */
  readonly endOfLife: string
}

/** The one list of majors. Catalog questions, goldens, test servers and the page follow it. Oldest first. */
export const supportedMajors: readonly SupportedMajor[] = [
  { major: 14, endOfLife: '2026-11-12' },
  { major: 15, endOfLife: '2027-11-11' },
  { major: 16, endOfLife: '2028-11-09' },
  { major: 17, endOfLife: '2029-11-08' },
  { major: 18, endOfLife: '2030-11-14' },
  { major: 19, endOfLife: '2031-11-13' },
]

export const newestMajor = 19

export const majorOf = (version: PgVersion): number => Math.trunc(version / 10_000)

/** `past`: fixes have ended; `unknown`: newer than this list, read as the newest known major. */
export type Support = { readonly state: 'supported' | 'past'; readonly endOfLife: string | null } | { state: 'unknown' }

/** @param today ISO 8601 date */
export function supportOf(version: PgVersion, today: string): Support {
  const major = majorOf(version)
  if (major > newestMajor) return { state: 'unknown' }
  const entry = supportedMajors.find((candidate) => candidate.major === major)
  if (entry === undefined) return { state: 'past', endOfLife: null }
  return { state: today > entry.endOfLife ? 'past' : 'supported', endOfLife: entry.endOfLife }
}

// Named gates. A fragment never changes the shape of a row: what a major does not know is null.

/** 15 tells libc and ICU locales apart; 17 moved the ICU locale to a column for all providers. */
export const databaseLocaleProvider = (v: PgVersion): string =>
  v >= 150_000 ? 'd.datlocprovider' : '\'c\'::pg_catalog."char"'

export function databaseIcuLocale(v: PgVersion): string {
  if (v >= 170_000) return 'd.datlocale'
  return v >= 150_000 ? 'd.daticulocale' : 'null::pg_catalog.text'
}

/** 17 made the column nullable; before, -1 stood for "not set". */
export const columnStatisticsTarget = (v: PgVersion): string =>
  v >= 170_000 ? 'a.attstattarget' : 'nullif(a.attstattarget, -1)'

/** 15 asks for inherited rights before it shows other roles' statements; 14 was content with membership. */
export const readAllStatsPrivilege = (v: PgVersion): 'USAGE' | 'MEMBER' => (v >= 150_000 ? 'USAGE' : 'MEMBER')

/** 16 keeps inheritance per grant, before it was a property of the role. */
export const grantsHaveInheritOption = (v: PgVersion): boolean => v >= 160_000
