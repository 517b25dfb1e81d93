import { authenticationMethods, type RequirableMethod } from './settings.ts'

type RequireAuth =
  | { readonly methods: readonly RequirableMethod[] | null }
  /** What is wrong, to stand behind "Use". */
  | { readonly expected: string }

/**
 * libpq's `require_auth`: a list of methods that will do, or, each behind a `!`, of those that will not.
 * Absent it demands nothing. Empty text is refused: libpq 18 takes it for a method without a name and then rejects
 * every login that asks for a password, which nobody can have meant.
 */
export function parseRequireAuth(text: string | undefined): RequireAuth {
  if (text === undefined) return { methods: null }
  const words = text.split(',').map((word) => word.trim())
  const refused = words.filter((word) => word.startsWith('!'))
  if (refused.length > 0 && refused.length < words.length) {
    return { expected: 'either only methods that will do, or only ones with a ! that will not' }
  }
  const methods: RequirableMethod[] = []
  for (const word of words) {
    const name = word.replace(/^!/, '')
    const method = authenticationMethods.find((known) => known === name)
    if (method === undefined) return { expected: `methods out of ${authenticationMethods.join(', ')}` }
    if (methods.includes(method)) return { expected: `${method} only once` }
    methods.push(method)
  }
  return { methods: refused.length === 0 ? methods : authenticationMethods.filter((known) => !methods.includes(known)) }
}
