import type { JsonObject } from '../../../../core/json.ts'
import { isJsonObject } from '../../../../core/json.ts'
import { ok, type Result } from '../../../../core/result.ts'
import { parseUri } from '../parse-uri.ts'
import { parseConninfo } from './conninfo.ts'
import { readParameters } from './libpq-reading.ts'
import { type PythonEntry, type PythonValue, parsePython } from './python-literal.ts'
import { type NamedValue, problem, type Reading, type TextFormat, type TextProblem } from './text-format.ts'
import { unwrap } from './unwrap.ts'

const address = /^((?:postgres(?:ql)?|pgspider)\+\w+):\/\//i
const anyAddress = /^((?:postgres(?:ql)?|pgspider)(?:\+\w+)?):\/\//i
const call = /\b(?:create_(?:async_)?engine|URL(?:\.create)?|(?:psycopg2?|asyncpg)\.(?:connect|create_pool))\s*\(/
/** Schemes that the form offers. */
const schemes = ['postgresql+psycopg2', 'pgspider+psycopg2']

/** `postgresql+psycopg2://…`, alone or in `create_engine(…)`; the arguments of `psycopg2.connect(…)` too. */
export const sqlalchemy: TextFormat = {
  title: 'SQLAlchemy URL',
  recognises: (text) => address.test(unwrap(text).text) || call.test(text),
  parse(given) {
    const { text, start } = unwrap(given)
    if (address.test(text)) {
      const reading = readUrl(text, start)
      return reading.ok ? ok([reading.value]) : reading
    }
    const found = call.exec(given)
    if (found === null) return problem(start, 'It is neither a SQLAlchemy URL nor create_engine(…)')
    const value = parsePython(given, found.index)
    if (!value.ok) return value
    const reading = readCall(value.value, given)
    return reading.ok ? ok([reading.value]) : reading
  },
}

function readUrl(text: string, position: number): Result<Reading, TextProblem> {
  const scheme = anyAddress.exec(text)
  if (scheme === null) return problem(position, 'This is not the URL of a Postgres database')
  const parsed = parseUri(text, { start: scheme[0].length, plusIsSpace: true })
  if (!parsed.ok) return problem(position + parsed.error.position, parsed.error.message)
  const reading = readParameters(joinHosts(parsed.value.parameters))
  const name = scheme[1]?.toLowerCase() ?? ''
  const form = schemes.includes(name) ? { ...reading.form, scheme: name } : reading.form
  return ok({ ...reading, form, notes: [...parsed.value.notes, ...reading.notes] })
}

/** `?host=a:5432&host=b:5433` is SQLAlchemy's own list of hosts. */
function joinHosts(parameters: readonly NamedValue[]): readonly NamedValue[] {
  const hosts = parameters.filter(({ name, value }) => name === 'host' && /^[^:,/]+:\d*$/.test(value))
  const [first] = hosts
  if (first === undefined) return parameters
  const split = hosts.map(({ value }) => value.split(':'))
  return [
    ...parameters.filter((one) => !hosts.includes(one)),
    { ...first, value: split.map(([host]) => host).join(',') },
    { ...first, name: 'port', value: split.map(([, port]) => port).join(',') },
  ]
}

function readCall(value: PythonValue, text: string): Result<Reading, TextProblem> {
  if (value.kind === 'text') {
    // What follows may be the rest of a password with a quote in it.
    const at = text.indexOf('@', value.end)
    if (anyAddress.test(value.text) && at >= 0) {
      return problem(at, 'An @ follows the URL. Paste the URL without what follows')
    }
    if (anyAddress.test(value.text)) return readUrl(value.text, value.position)
    const parsed = parseConninfo(value.text, value.position)
    return parsed.ok ? ok(readParameters(parsed.value)) : parsed
  }
  if (value.kind !== 'items') return problem(value.position, 'This is computed when the code runs. Paste its value')
  if (/^URL/.test(value.call)) return ok(readKeywords(value.entries))
  const [first] = value.entries
  const target =
    value.entries.find(({ key }) => key === 'url' || key === 'dsn') ?? (first?.key === null ? first : undefined)
  const own = target === undefined ? ok(readKeywords(value.entries)) : readCall(target.value, text)
  if (!own.ok) return own
  const connectArgs = value.entries.find(({ key }) => key === 'connect_args')?.value
  if (connectArgs?.kind !== 'items') return own
  const more = readKeywords(connectArgs.entries, false)
  const { connectionOptions, ...fields } = more.form
  const form: JsonObject = {
    ...own.value.form,
    ...fields,
    ...(isJsonObject(connectionOptions) ? { connectionArguments: connectionOptions } : {}),
  }
  return ok({ label: '', form, notes: [...own.value.notes, ...more.notes] })
}

const libpqNames: Readonly<Record<string, string>> = { username: 'user', database: 'dbname' }

/** Keyword arguments, or a dict of them, as libpq parameters; `query={…}` holds further ones. */
function readKeywords(entries: readonly PythonEntry[], databaseOfUser = true): Reading {
  const notes: string[] = []
  const given = flatten(entries, notes)
  const reading = readParameters(given, { databaseOfUser })
  return { ...reading, notes: [...notes, ...reading.notes] }
}

function flatten(entries: readonly PythonEntry[], notes: string[]): readonly NamedValue[] {
  return entries.flatMap(({ key, value, position }): readonly NamedValue[] => {
    if (key === null || key === 'drivername') return []
    if (key === 'query' && value.kind === 'items') return flatten(value.entries, notes)
    const text = pythonText(value)
    if (text === null) notes.push(`The value at character ${value.position + 1} is computed and is left out.`)
    return text === null ? [] : [{ name: libpqNames[key] ?? key, value: text, position }]
  })
}

/** A string or number as text; null where it would have to be computed, and empty for None. */
export function pythonText(value: PythonValue): string | null {
  if (value.kind === 'text') return value.text
  if (value.kind !== 'word') return null
  if (/^-?\d+(?:\.\d+)?$/.test(value.text)) return value.text
  return ({ True: '1', False: '0', None: '' } as Readonly<Record<string, string>>)[value.text] ?? null
}
