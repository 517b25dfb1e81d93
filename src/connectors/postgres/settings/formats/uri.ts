import { ok } from '../../../../core/result.ts'
import { parseUri } from '../parse-uri.ts'
import { readParameters } from './libpq-reading.ts'
import { problem, type TextFormat } from './text-format.ts'
import { unwrap } from './unwrap.ts'

const scheme = /^\s*postgres(?:ql)?:\/\//i

/** `postgresql://user:password@host:5432/database?sslmode=require` */
export const uri: TextFormat = {
  title: 'connection URI',
  recognises: (text) => scheme.test(unwrap(text).text),
  parse(given) {
    const { text, start } = unwrap(given)
    const found = scheme.exec(text)
    if (found === null) return problem(start, 'It does not begin with postgresql://')
    const parsed = parseUri(text, { start: found[0].length })
    if (!parsed.ok) return problem(start + parsed.error.position, parsed.error.message)
    const reading = readParameters(parsed.value.parameters)
    return ok([{ ...reading, notes: [...parsed.value.notes, ...reading.notes] }])
  },
}
