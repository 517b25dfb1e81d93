import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { ok } from '../../../../core/result.ts'
import { type CopyFormat, type CopyRequest, passwordText, readHosts, readPassword } from './form-parameters.ts'
import { isSecretParameter } from './libpq-reading.ts'
import { renderYaml } from './render-yaml.ts'

const filters = ['databaseFilterPattern', 'schemaFilterPattern', 'tableFilterPattern']
const keyPlaceholder = '${SSL_KEY}'
/** In the order that readers of such files are used to. */
const order = [
  'scheme',
  'username',
  'hostPort',
  'database',
  'ingestAllDatabases',
  'sslMode',
  'sslConfig',
  'classificationName',
  'queryStatementSource',
  'connectionOptions',
  'connectionArguments',
]

/** Where a workflow writes to: for the reader to put in. */
const workflow: JsonObject = {
  sink: { type: 'metadata-rest', config: {} },
  workflowConfig: {
    loggerLevel: 'INFO',
    openMetadataServerConfig: {
      hostPort: 'http://localhost:8585/api',
      authProvider: 'openmetadata',
      securityConfig: { jwtToken: '${OPENMETADATA_JWT_TOKEN}' },
    },
  },
}

/** An OpenMetadata workflow that reads the metadata of the same service, secrets as placeholders. */
export const copyOpenmetadata: CopyFormat = {
  id: 'openmetadata',
  title: 'OpenMetadata YAML',
  render(request) {
    const hosts = readHosts(request.form)
    if (!hosts.ok) return hosts
    const { form } = request
    const password = passwordText(readPassword(request), (value) => value)
    const shown: JsonObject = {
      ...form,
      sslConfig: certificates(request),
      connectionOptions: withoutSecrets(form.connectionOptions),
      connectionArguments: withoutSecrets(form.connectionArguments),
    }
    const own = order.flatMap((name) => member(name, shown[name]))
    const [scheme = [], username = [], ...rest] = order.map((name) => own.filter(([key]) => key === name))
    const source: JsonObject = {
      type: 'postgres',
      serviceName: request.name || 'postgres',
      serviceConnection: {
        config: {
          type: 'Postgres',
          ...Object.fromEntries([...scheme, ...username]),
          ...(password === null ? {} : { authType: { password } }),
          ...Object.fromEntries(rest.flat()),
        },
      },
      sourceConfig: {
        config: {
          type: 'DatabaseMetadata',
          ...Object.fromEntries(filters.flatMap((name) => member(name, form[name]))),
        },
      },
    }
    return ok({ text: renderYaml({ source, ...workflow }), notes: [] })
  },
}

const member = (name: string, value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  value === undefined || value === null || value === '' ? [] : [[name, value]]

/** Secrets stand among the options only by mistake; the form says so. */
function withoutSecrets(options: JsonValue | undefined): JsonValue {
  if (!isJsonObject(options)) return null
  const kept = Object.entries(options).filter(([name]) => !isSecretParameter(name))
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

/** The private key and its passphrase are never put in: what is copied ends up in tickets and chats. */
function certificates({ form, stored }: CopyRequest): JsonValue {
  const config = isJsonObject(form.sslConfig) ? form.sslConfig : {}
  const hasKey = config.sslKey !== undefined || stored.some((path) => path === '/sslConfig/sslKey')
  const shown = ['caCertificate', 'sslCertificate'].flatMap((name) => {
    const text = config[name]
    return typeof text === 'string' && !text.includes('PRIVATE KEY') ? [[name, text] as const] : []
  })
  const all = hasKey ? [...shown, ['sslKey', keyPlaceholder] as const] : shown
  return all.length === 0 ? null : Object.fromEntries(all)
}
