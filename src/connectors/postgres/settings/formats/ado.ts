import { ok, type Result } from '../../../../core/result.ts'
import { readParameters } from './libpq-reading.ts'
import { type NamedValue, problem, type TextFormat, type TextProblem } from './text-format.ts'
import { unwrap } from './unwrap.ts'

/** Npgsql's keywords in lower case, without spaces → libpq's names. */
const names: Readonly<Record<string, string>> = {
  host: 'host',
  server: 'host',
  datasource: 'host',
  address: 'host',
  addr: 'host',
  port: 'port',
  database: 'dbname',
  db: 'dbname',
  initialcatalog: 'dbname',
  username: 'user',
  user: 'user',
  userid: 'user',
  uid: 'user',
  password: 'password',
  pwd: 'password',
  psw: 'password',
  sslmode: 'sslmode',
  sslnegotiation: 'sslnegotiation',
  rootcertificate: 'sslrootcert',
  sslcertificate: 'sslcert',
  sslkey: 'sslkey',
  sslpassword: 'sslpassword',
  timeout: 'connect_timeout',
  connectiontimeout: 'connect_timeout',
  applicationname: 'application_name',
  options: 'options',
  searchpath: 'search_path',
  targetsessionattributes: 'target_session_attrs',
  channelbinding: 'channel_binding',
}

/** `Host=db.example.org;Port=5432;Username=reader;Password=…;Database=orders`, as .NET has it. */
export const ado: TextFormat = {
  title: '.NET connection string',
  recognises(text) {
    const first = /^\s*["']?([A-Za-z][A-Za-z ]*?)\s*=/.exec(text)?.[1]
    return (
      first !== undefined &&
      isKeyword(first) &&
      (text.includes(';') || !/^\s*["']?[a-z_]+=/.test(text)) &&
      !/^[A-Z_]+=[^;]*$/.test(text.trim())
    )
  },
  parse(given) {
    const { text, start } = unwrap(given)
    const pairs = splitPairs(text, start)
    if (!pairs.ok) return pairs
    const notes: string[] = []
    const reading = readParameters(splitHosts(pairs.value.flatMap((pair) => toLibpq(pair, notes))))
    return ok([{ ...reading, notes: [...notes, ...reading.notes] }])
  },
}

// > | Host=db;Password="a;b""c";Database=orders
function splitPairs(text: string, offset: number): Result<readonly NamedValue[], TextProblem> {
  const pairs: NamedValue[] = []
  let at = 0
  while (at < text.length) {
    const gap = /[\s;]*/y
    gap.lastIndex = at
    at += gap.exec(text)?.[0].length ?? 0
    if (at >= text.length) break
    const equals = text.indexOf('=', at)
    const keyword = canonical(text.slice(at, Math.max(at, equals)))
    if (pairs.some(({ name }) => canonical(name) === keyword)) {
      return problem(offset + at, 'This keyword stands in it twice. A value with ; needs quotes around it')
    }
    if (equals < 0) return problem(offset + at, 'This is not name=value. A value with ; needs quotes around it')
    const pair = /\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^;]*))\s*(?=;|$)/y
    pair.lastIndex = equals + 1
    const found = pair.exec(text)
    if (found === null) return problem(offset + equals + 1, 'Something follows the closing quote, or there is none')
    const value = found[1]?.replaceAll('""', '"') ?? found[2]?.replaceAll("''", "'") ?? found[3]?.trim() ?? ''
    if (/^["']/.test(found[3] ?? '')) return problem(offset + equals + 1, 'This quote is not closed')
    pairs.push({ name: text.slice(at, equals).trim(), value, position: offset + at })
    at = equals + 1 + found[0].length
  }
  return pairs.length === 0 ? problem(offset, 'There is no name=value in it') : ok(pairs)
}

/** libpq's name of a keyword, or the keyword itself. */
function canonical(keyword: string): string {
  const plain = keyword.trim().toLowerCase().replaceAll(' ', '')
  return Object.hasOwn(names, plain) ? (names[plain] ?? plain) : plain
}

const isKeyword = (name: string): boolean => Object.hasOwn(names, name.trim().toLowerCase().replaceAll(' ', ''))

function toLibpq(pair: NamedValue, notes: string[]): readonly NamedValue[] {
  const name = canonical(pair.name)
  if (!isKeyword(pair.name)) {
    notes.push(`The keyword at character ${pair.position + 1} says nothing about a connection and is left out.`)
    return []
  }
  if (name === 'search_path') {
    return [{ ...pair, name: 'options', value: `-csearch_path=${pair.value.replace(/[\\\s]/g, '\\$&')}` }]
  }
  // `VerifyFull` is libpq's `verify-full`.
  if (name === 'sslmode') {
    return [{ ...pair, name, value: pair.value.toLowerCase().replace(/^verify[- ]?(ca|full)$/, 'verify-$1') }]
  }
  return [{ ...pair, name }]
}

/** `Host=a:5432,b:5433` holds ports too. */
function splitHosts(parameters: readonly NamedValue[]): readonly NamedValue[] {
  const host = parameters.find(({ name }) => name === 'host')
  if (host === undefined || !/^[^:/]+:\d+(?:,|$)/.test(host.value)) return parameters
  const parts = host.value.split(',').map((entry) => entry.split(':'))
  return [
    ...parameters.filter(({ name }) => name !== 'host' && name !== 'port'),
    { ...host, value: parts.map(([name]) => name).join(',') },
    { ...host, name: 'port', value: parts.map(([, port]) => port ?? '').join(',') },
  ]
}
