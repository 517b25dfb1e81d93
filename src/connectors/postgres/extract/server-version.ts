import type { PgVersion } from '../version.ts'

/** From what the server says at login, such as `16.14 (Debian 16.14-1)` or `19beta2`: no round trip is needed. */
export function serverVersion(parameters: Readonly<Record<string, string>>): PgVersion {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(parameters.server_version ?? '') ?? []
  if (major === undefined) throw new Error('a server without a version')
  return Number(major) * 10_000 + Number(minor ?? 0)
}
