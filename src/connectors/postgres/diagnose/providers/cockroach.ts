import { field } from '../row.ts'
import { forCodes, type Provider, refusedLogins } from './provider.ts'

export const cockroach: Provider = {
  title: 'CockroachDB',
  recognises: ({ host, port, parameters }) =>
    parameters.crdb_version !== undefined || /\.cockroachlabs\.cloud$/i.test(host) || port === 26257,
  advice: {
    ...forCodes(['CONN_TLS_UNKNOWN_SIGNER'], () => ({
      text: 'A cluster has a CA of its own: its certificate stands in the cluster’s Connect dialog, or in certs/ca.crt.',
    })),
    ...forCodes([...refusedLogins, 'CONN_CLOSED_AT_LOGIN'], ({ settings: { options } }) =>
      options === null
        ? {
            text: 'A cloud cluster behind a shared host is found by its name: options = --cluster=NAME.',
            fields: [field.connectionOptions],
          }
        : null,
    ),
    ...forCodes(['QUERY_FAILED', 'QUERY_ANSWER_UNKNOWN'], () => ({
      text: 'CockroachDB speaks Postgres’s protocol but does not have the whole of its catalog.',
    })),
  },
}
