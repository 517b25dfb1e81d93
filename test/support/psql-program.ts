import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Debian puts a Perl script in psql's place, which takes five times what psql does. */
const debianServers = '/usr/lib/postgresql'
const debianOwn = (existsSync(debianServers) ? readdirSync(debianServers) : [])
  .sort((a, b) => Number(b) - Number(a))
  .map((major) => path.join(debianServers, major, 'bin', 'psql'))

/** The newest psql that is installed; null for none. */
export const psqlProgram = [...debianOwn, '/usr/bin/psql'].find((file) => existsSync(file)) ?? null
