import type { Grant } from '../../../core/catalog/place.ts'
import { readArray } from './copy-text.ts'
import { remember } from './remember.ts'

/** Letters of an aclitem in the server's order. */
const privileges: Readonly<Record<string, string>> = {
  a: 'INSERT',
  r: 'SELECT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  T: 'TEMPORARY',
  c: 'CONNECT',
  s: 'SET',
  A: 'ALTER SYSTEM',
  m: 'MAINTAIN',
}

/** An aclitem: `grantee=letters/grantor`, where a star says that the letter before it may be passed on. */
const item = /^("(?:[^"]|"")*"|[^="]*)=([^/]*)\/(.*)$/s

/** Most objects are granted as many others are. */
const known = remember((acl) => toGrants(readArray(acl)), 2_000)

/** From `aclitem[]` as text; null stands for the built-in privileges. */
export const readGrants = (acl: string | null): readonly Grant[] | null => (acl === null ? null : known(acl))

export function toGrants(items: readonly string[] | null): readonly Grant[] | null {
  return items === null ? null : items.map(toGrant)
}

function toGrant(text: string): Grant {
  const match = item.exec(text)
  if (match === null) throw new Error(`not a grant: ${text}`)
  const [, grantee = '', letters = '', grantor = ''] = match
  const granted = [...letters.matchAll(/(.)(\*?)/gs)].map(([, letter = '', star]) => ({
    word: privileges[letter] ?? letter,
    star: star === '*',
  }))
  return {
    grantee: grantee === '' ? null : unquote(grantee),
    grantor: unquote(grantor),
    privileges: granted.map(({ word }) => word),
    grantable: granted.filter(({ star }) => star).map(({ word }) => word),
  }
}

const unquote = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)
