import { ok, type Result } from '../../../../core/result.ts'
import { parseUri, type UriParts } from '../parse-uri.ts'
import { readParameters } from './libpq-reading.ts'
import { type NamedValue, problem, type TextFormat, type TextProblem } from './text-format.ts'
import { unwrap } from './unwrap.ts'

const scheme = /^jdbc:postgresql:/i

/** The class that takes the certificates Java trusts, as `sslrootcert=system` takes the system's. */
export const javaRoots = 'org.postgresql.ssl.DefaultJavaSSLFactory'

/** pgjdbc's names → libpq's. */
const names: Readonly<Record<string, string>> = {
  ApplicationName: 'application_name',
  channelBinding: 'channel_binding',
  connectTimeout: 'connect_timeout',
  loginTimeout: 'connect_timeout',
  gssEncMode: 'gssencmode',
  sslNegotiation: 'sslnegotiation',
}

const targetServerTypes: Readonly<Record<string, string>> = {
  any: 'any',
  primary: 'primary',
  master: 'primary',
  secondary: 'standby',
  slave: 'standby',
  preferSecondary: 'prefer-standby',
  preferSlave: 'prefer-standby',
}

/** `jdbc:postgresql://host:5432/database?user=reader&password=…&ssl=true` */
export const jdbc: TextFormat = {
  title: 'JDBC URL',
  recognises: (text) => scheme.test(unwrap(text).text),
  parse(given) {
    const { text, start } = unwrap(given)
    const found = scheme.exec(text)
    if (found === null) return problem(start, 'It does not begin with jdbc:postgresql:')
    const parts = readParts(text, found[0].length)
    if (!parts.ok) return problem(start + parts.error.position, parts.error.message)
    const notes = [...parts.value.notes]
    const reading = readParameters(toLibpq(parts.value.parameters, notes))
    return ok([{ ...reading, notes: [...notes, ...reading.notes] }])
  },
}

/** Behind the scheme stands an address, or a database alone, which is on this machine. */
function readParts(text: string, start: number): Result<UriParts, TextProblem> {
  if (text.startsWith('//', start)) return parseUri(text, { start: start + 2, plusIsSpace: true, inQuery: true })
  const local = parseUri(`${text.slice(0, start)}//localhost/${text.slice(start).replace(/^\//, '')}`, {
    start: start + 2,
    plusIsSpace: true,
    inQuery: true,
  })
  return local.ok ? local : problem(start, local.error.message)
}

function toLibpq(parameters: readonly NamedValue[], notes: string[]): readonly NamedValue[] {
  const has = (name: string) => parameters.some((one) => one.name === name)
  return parameters.flatMap((one): readonly NamedValue[] => {
    const { name, value } = one
    const rename = (to: string, text = value) => [{ ...one, name: to, value: text }]
    if (name === 'ssl') {
      if (value === 'false' || has('sslmode')) return []
      notes.push('pgjdbc reads ssl=true as verify-full: paste the CA certificate, or choose another SSL mode.')
      return rename('sslmode', 'verify-full')
    }
    if (name === 'currentSchema') {
      const option = { ...one, name: 'options', value: `-csearch_path=${value.replace(/[\\\s]/g, '\\$&')}` }
      const options = parameters.find((other) => other.name === 'options')
      return options === undefined ? [option] : [{ ...option, value: `${options.value} ${option.value}` }]
    }
    if (name === 'options' && has('currentSchema')) return []
    if (name === 'targetServerType') {
      const target = Object.hasOwn(targetServerTypes, value) ? targetServerTypes[value] : undefined
      if (target !== undefined) return rename('target_session_attrs', target)
    }
    if (name === 'sslfactory' && value === javaRoots) return rename('sslrootcert', 'system')
    if (name === 'tcpKeepAlive') return rename('keepalives', value === 'true' ? '1' : '0')
    return rename(Object.hasOwn(names, name) ? (names[name] ?? name) : name)
  })
}
