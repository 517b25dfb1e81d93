import { isJsonObject } from '../../../../core/json.ts'
import { ok } from '../../../../core/result.ts'
import { credentials, databasePath, query, uriHost } from './copy-uri.ts'
import { type CopyFormat, type CopyRequest, hostLists, textOf, toParameters } from './form-parameters.ts'
import { isLibpqParameter, isSecretParameter } from './libpq-reading.ts'
import { pythonString } from './python-literal.ts'

/** A SQLAlchemy URL; within `create_engine(…)` where there are driver arguments. */
export const copySqlalchemy: CopyFormat = {
  id: 'sqlalchemy',
  title: 'SQLAlchemy URL',
  render(request) {
    const { connectionArguments, ...form } = request.form
    const given = toParameters({ ...request, form })
    if (!given.ok) return given
    const { hosts, parameters, notes } = given.value
    const [first] = hosts
    // SQLAlchemy's own grammar has one host, which is no directory; libpq's lists go into the query.
    const isPlain = hosts.length === 1 && first?.kind === 'tcp'
    const rest = parameters.filter(([name]) => name !== 'user' && name !== 'dbname')
    const address = isPlain ? uriHost(first) : ''
    const path = databasePath(given.value) || (isPlain ? '' : '/')
    const url = `${textOf(form.scheme) || 'postgresql+psycopg2'}://${credentials(given.value)}${address}${path}${query([...(isPlain ? [] : hostLists(hosts)), ...rest])}`
    const more = toConnectArgs(connectionArguments)
    const text = more === '' ? url : `create_engine(\n    ${pythonString(url)},\n    connect_args={${more}},\n)`
    return ok({ text, notes })
  },
}

function toConnectArgs(value: CopyRequest['form'][string] | undefined): string {
  return Object.entries(isJsonObject(value) ? value : {})
    .filter(([name, entry]) => isLibpqParameter(name) && !isSecretParameter(name) && typeof entry !== 'object')
    .map(([name, entry]) => `${pythonString(name)}: ${typeof entry === 'number' ? entry : pythonString(asText(entry))}`)
    .join(', ')
}

const asText = (entry: unknown): string => (typeof entry === 'boolean' ? String(Number(entry)) : String(entry))
