import { forCodes, type Provider } from './provider.ts'

/** Recognised by the port alone, so said with care. */
export const pgbouncer: Provider = {
  title: 'PgBouncer or Odyssey',
  recognises: ({ port }) => port === 6432,
  advice: {
    CONN_REFUSED: () => ({ text: '6432 is the usual port of a pooler; Postgres itself listens on 5432.' }),
    ...forCodes(['AUTH_PASSWORD_REJECTED', 'AUTH_ROLE_UNUSABLE'], () => ({
      text: '6432 is the usual port of a pooler, which has its own list of users and passwords.',
    })),
    OPEN_DATABASE_MISSING: () => ({
      text: '6432 is the usual port of a pooler, which knows databases under names of its own.',
    }),
  },
}

export const pgpool: Provider = {
  title: 'Pgpool-II',
  recognises: ({ port }) => port === 9999,
  advice: {
    ...forCodes(['AUTH_PASSWORD_REJECTED', 'AUTH_METHOD_UNSUPPORTED'], () => ({
      text: '9999 is the usual port of Pgpool-II, which keeps passwords of its own in pool_passwd.',
    })),
    ...forCodes(['AUTH_NO_RULE_WITHOUT_TLS', 'AUTH_NO_RULE_WITH_TLS'], () => ({
      text: '9999 is the usual port of Pgpool-II, whose own rules stand in pool_hba.conf.',
    })),
  },
}
