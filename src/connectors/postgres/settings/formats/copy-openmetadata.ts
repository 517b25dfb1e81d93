import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { ok } from '../../../../core/result.ts'
import { type CopyFormat, type CopyRequest, passwordText, readHosts, readPassword } from './form-parameters.ts'
import { isSecretParameter } from './libpq-reading.ts'
import { filterFields, filterNote, hasPattern, toTheirFilter } from './openmetadata-filters.ts'
import { renderYaml } from './render-yaml.ts'

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
const workflowConfig: JsonObject = {
  loggerLevel: 'INFO',
  openMetadataServerConfig: {
    hostPort: 'http://localhost:8585/api',
    authProvider: 'openmetadata',
    securityConfig: { jwtToken: '${OPENMETADATA_JWT_TOKEN}' },
  },
}
const sink: JsonObject = { sink: { type: 'metadata-rest', config: {} } }

/** Where the usage workflow keeps what it has read until it writes it. */
const stage = '/tmp/postgres_usage'

interface Workflow {
  readonly id: string
  readonly title: string
  /** Of the source, as that product names it. */
  readonly type: string
  /** What it reads, before the filterFields. */
  readonly reads: JsonObject
  /** The steps behind the source. */
  readonly steps: JsonObject
  readonly notes: readonly string[]
}

const metadata: Workflow = {
  id: 'openmetadata',
  title: 'OpenMetadata YAML',
  type: 'postgres',
  reads: { type: 'DatabaseMetadata' },
  steps: sink,
  notes: [],
}

/** More than a source holds unless pg_stat_statements.max was raised. */
const resultLimit = 5_000
const limitNote =
  'The statements are read in no order up to resultLimit: keep it at or above pg_stat_statements.max of the server.'

const usage: Workflow = {
  id: 'openmetadata-usage',
  title: 'OpenMetadata usage YAML',
  type: 'postgres-usage',
  reads: { type: 'DatabaseUsage', queryLogDuration: 1, stageFileLocation: stage, resultLimit },
  steps: {
    processor: { type: 'query-parser', config: {} },
    stage: { type: 'table-usage', config: { filename: stage } },
    bulkSink: { type: 'metadata-usage', config: { filename: stage } },
  },
  notes: [limitNote],
}

const lineage: Workflow = {
  id: 'openmetadata-lineage',
  title: 'OpenMetadata lineage YAML',
  type: 'postgres-lineage',
  reads: {
    type: 'DatabaseLineage',
    queryLogDuration: 1,
    resultLimit,
    processViewLineage: true,
    processQueryLineage: true,
    processStoredProcedureLineage: true,
  },
  steps: sink,
  notes: [limitNote],
}

const profiler: Workflow = {
  id: 'openmetadata-profiler',
  title: 'OpenMetadata profiler YAML',
  type: 'postgres',
  reads: { type: 'Profiler', profileSampleType: 'PERCENTAGE', profileSample: 100, timeoutSeconds: 43_200 },
  steps: { processor: { type: 'orm-profiler', config: {} }, ...sink },
  notes: ['It reads every table as a whole: lower profileSample where they are large.'],
}

const toCopyFormat = (workflow: Workflow): CopyFormat => ({
  id: workflow.id,
  title: workflow.title,
  render: (request) => render(request, workflow),
})

/** OpenMetadata workflows that read metadata, usage, lineage and profiles of the same service, secrets as placeholders. */
export const copyOpenmetadata: readonly CopyFormat[] = [metadata, usage, lineage, profiler].map(toCopyFormat)

function render(request: CopyRequest, { type, reads, steps, notes }: Workflow): ReturnType<CopyFormat['render']> {
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
    type,
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
        ...reads,
        ...Object.fromEntries(filterFields.flatMap((name) => member(name, toTheirFilter(form[name])))),
      },
    },
  }
  const said = filterFields.some((name) => hasPattern(form[name])) ? [...notes, filterNote] : notes
  return ok({ text: renderYaml({ source, ...steps, workflowConfig }), notes: said })
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
