import { err, ok } from '../../../../core/result.ts'
import { databasePath, query, uriHost } from './copy-uri.ts'
import { type CopyFormat, passwordText, toParameters } from './form-parameters.ts'
import { javaRoots } from './jdbc.ts'

/** libpq's names → pgjdbc's, where one says the same. */
const names: Readonly<Record<string, string>> = {
  user: 'user',
  sslmode: 'sslmode',
  options: 'options',
  application_name: 'ApplicationName',
  connect_timeout: 'connectTimeout',
  channel_binding: 'channelBinding',
  gssencmode: 'gssEncMode',
  sslnegotiation: 'sslNegotiation',
}

const targets: Readonly<Record<string, string>> = {
  any: 'any',
  primary: 'primary',
  standby: 'secondary',
  'prefer-standby': 'preferSecondary',
}

/** A `jdbc:postgresql://` URL, with user and password as parameters. */
export const copyJdbc: CopyFormat = {
  id: 'jdbc',
  title: 'JDBC URL',
  render(request) {
    const given = toParameters(request)
    if (!given.ok) return given
    const { hosts, parameters, password, notes } = given.value
    if (hosts.some(({ kind }) => kind === 'socket')) return err('JDBC cannot connect through a socket directory.')
    const left: string[] = []
    const own = parameters.filter(([name]) => name !== 'dbname').flatMap((one) => toPgjdbc(one, left))
    const secret = passwordText(password, encodeURIComponent)
    const text = `jdbc:postgresql://${hosts.map(uriHost).join(',')}${databasePath(given.value) || '/'}${query(own, secret === null ? [] : [`password=${secret}`])}`
    return ok({ text, notes: [...notes, ...left.map((name) => `${name} has no counterpart in JDBC and is left out.`)] })
  },
}

function toPgjdbc([name, value]: readonly [string, string], left: string[]): readonly (readonly [string, string])[] {
  if (name === 'sslrootcert') return [['sslfactory', javaRoots]]
  if (name === 'keepalives') return [['tcpKeepAlive', String(value === '1')]]
  const target = Object.hasOwn(targets, value) ? targets[value] : undefined
  if (name === 'target_session_attrs' && target !== undefined) return [['targetServerType', target]]
  const own = Object.hasOwn(names, name) ? names[name] : undefined
  if (own === undefined) left.push(name)
  return own === undefined ? [] : [[own, value]]
}
