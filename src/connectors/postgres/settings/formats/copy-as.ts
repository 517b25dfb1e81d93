import { ok, type Result } from '../../../../core/result.ts'
import { conninfoValue } from './conninfo.ts'
import { copyJdbc } from './copy-jdbc.ts'
import { copyOpenmetadata } from './copy-openmetadata.ts'
import { copySqlalchemy } from './copy-sqlalchemy.ts'
import { copyUri } from './copy-uri.ts'
import { envValue } from './env.ts'
import {
  type Copy,
  type CopyFormat,
  type CopyRequest,
  type FormParameters,
  hostLists,
  passwordPlaceholder,
  passwordText,
  toParameters,
} from './form-parameters.ts'
import { variableOfParameter } from './libpq-variables.ts'
import { pgpassField } from './pgpass.ts'
import { shellWord } from './shell-words.ts'

/** Formats that a form can be copied as, the most used first. */
export const copyFormats: readonly CopyFormat[] = [
  copyUri,
  { id: 'conninfo', title: 'key=value', render: (request) => fromParameters(request, renderConninfo) },
  { id: 'psql', title: 'psql command', render: (request) => fromParameters(request, renderPsql) },
  { id: 'env', title: 'Environment variables', render: (request) => fromParameters(request, renderEnv) },
  { id: 'pgpass', title: '.pgpass line', render: (request) => fromParameters(request, renderPgpass) },
  {
    id: 'service',
    title: 'pg_service.conf section',
    render: (request) => fromParameters(request, (parameters) => renderService(parameters, request.name)),
  },
  copyJdbc,
  copySqlalchemy,
  ...copyOpenmetadata,
]

function fromParameters(request: CopyRequest, render: (parameters: FormParameters) => Copy): Result<Copy, string> {
  const parameters = toParameters(request)
  if (!parameters.ok) return parameters
  const { text, notes } = render(parameters.value)
  return ok({ text, notes: [...parameters.value.notes, ...notes] })
}

function pairs({ hosts, parameters }: FormParameters): string {
  return [...hostLists(hosts), ...parameters].map(([name, value]) => `${name}=${conninfoValue(value)}`).join(' ')
}

function renderConninfo(given: FormParameters): Copy {
  const password = passwordText(given.password, conninfoValue)
  return { text: password === null ? pairs(given) : `${pairs(given)} password=${password}`, notes: [] }
}

/** The password goes into the environment: as an argument every user of the machine could read it. */
function renderPsql(given: FormParameters): Copy {
  const password =
    given.password.kind === 'placeholder' ? `"${passwordPlaceholder}"` : passwordText(given.password, shellWord)
  const command = `psql ${shellWord(pairs(given))}`
  return { text: password === null ? command : `PGPASSWORD=${password} ${command}`, notes: [] }
}

function renderEnv(given: FormParameters): Copy {
  const notes: string[] = []
  const lines = [...hostLists(given.hosts), ...given.parameters].flatMap(([name, value]) => {
    const variable = variableOfParameter(name)
    if (variable === null) notes.push(`${name} has no environment variable and is left out.`)
    return variable === null ? [] : [`${variable}=${envValue(value)}`]
  })
  const password = passwordText(given.password, envValue)
  return { text: [...lines, ...(password === null ? [] : [`PGPASSWORD=${password}`])].join('\n'), notes }
}

function renderPgpass(given: FormParameters): Copy {
  const typed = given.password.kind === 'typed' ? given.password.value : ''
  if (/[\r\n]/.test(typed)) return { text: '', notes: ['A password with a line break cannot stand in this file.'] }
  const of = (name: string) => given.parameters.find(([own]) => own === name)?.[1]
  const rest = [of('dbname') ?? '*', of('user') ?? '*'].map((value) => (value === '*' ? value : pgpassField(value)))
  // Without a password the line is of no use: a placeholder says what is missing.
  const password = passwordText(given.password, pgpassField) ?? passwordPlaceholder
  const lines = given.hosts.map((one) => {
    const host = pgpassField(one.kind === 'tcp' ? one.host : one.directory)
    return [host, one.port, ...rest, password].join(':')
  })
  return { text: lines.join('\n'), notes: ['The file needs mode 0600. It holds no TLS settings.'] }
}

// The file knows no quotes: a value ends with its line, without the white space before that end.
function renderService(given: FormParameters, name: string): Copy {
  const notes: string[] = []
  const typed = given.password.kind === 'typed' ? [['password', given.password.value] as const] : []
  const placeholder = given.password.kind === 'placeholder' ? [`password=${passwordPlaceholder}`] : []
  const lines = [...hostLists(given.hosts), ...given.parameters, ...typed].flatMap(([parameter, value]) => {
    const fits = !/[\r\n]|\s$/.test(value)
    if (!fits) notes.push(`${parameter} ends in white space or has a line break. This file cannot hold it.`)
    return fits ? [`${parameter}=${value}`] : []
  })
  const section = name.replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'patchbay'
  return { text: [`[${section}]`, ...lines, ...placeholder].join('\n'), notes }
}
