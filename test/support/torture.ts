import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.join(import.meta.dirname, 'torture')

/** SQL that makes one of everything in an empty database of the given major, roles included. */
export function tortureSchema(major: number): { readonly file: string; readonly sql: string }[] {
  return readdirSync(folder)
    .sort()
    .filter((file) => Number(/^since-(\d+)\.sql$/.exec(file)?.[1] ?? 0) <= major)
    .map((file) => ({ file, sql: readFileSync(path.join(folder, file), 'utf8') }))
}
