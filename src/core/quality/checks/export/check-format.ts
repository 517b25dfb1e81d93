import type { JsonObject } from '../../../json.ts'
import type { Check } from '../check.ts'

/** Where the relations of checks are, in the words of tools that ask. */
export interface CheckPlace {
  readonly service: string
  /** Of checks that name none. */
  readonly database: string
}

export interface CheckFile {
  /** Uses `/`, and is safe on any file system. */
  readonly path: string
  readonly text: string
}

export interface CheckExport {
  readonly files: readonly CheckFile[]
  /** Checks that the format has no words for. */
  readonly left: readonly Check[]
}

/** A way to write checks down for another tool. Pure. */
export interface CheckFormat {
  readonly id: string
  readonly title: string
  render(checks: readonly Check[], place: CheckPlace): CheckExport
}

/** Checks by relation, in the order in which they come. */
export function byRelation(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const groups = new Map<string, Check[]>()
  for (const check of checks) {
    const key = JSON.stringify([check.database, check.schema, check.relation])
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [check])
    else members.push(check)
  }
  return groups
}

/** A file's name from names that may hold anything. */
export const fileName = (parts: readonly string[], extension: string): string =>
  `${parts.map((part) => part.replace(/[^\p{L}\p{N}_-]+/gu, '_')).join('.')}${extension}`

/** Parameters under the names of the other tool; those that are absent are left out. */
export function renamed(parameters: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  const found = Object.entries(names).flatMap(([own, other]) => {
    const value = parameters[own]
    return value === undefined ? [] : [[other, value] as const]
  })
  return Object.fromEntries(found)
}

/** A name of letters, digits and underscores, told apart from those that were given before. */
export function ownName(id: string, given: Set<string>): string {
  const plain = id.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_|_$/g, '') || 'check'
  let name = plain
  for (let at = 2; given.has(name); at += 1) name = `${plain}_${at}`
  given.add(name)
  return name
}
