import { copyText } from '../row.ts'
import { blockedWays, forCodes, type Provider } from './provider.ts'

const bundle = 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem'

export const amazon: Provider = {
  title: 'Amazon RDS',
  recognises: ({ host, signers, hostedBy }) =>
    /\.rds\.amazonaws\.com(\.cn)?$/i.test(host) || /Amazon RDS/.test(signers) || hostedBy === 'rds',
  advice: {
    ...forCodes(blockedWays, () => ({
      text: 'The instance’s security group has to admit this machine, and an instance that is not publicly accessible answers inside its own VPC only.',
    })),
    CONN_NAME_NOT_FOUND: () => ({
      text: 'The endpoint of an instance changes when it is renamed and ends when it is deleted; the console shows the present one.',
    }),
    CONN_TLS_UNKNOWN_SIGNER: () => ({
      text: 'Amazon signs with its own authorities, which are all in its bundle global-bundle.pem: paste that as the CA certificate.',
      actions: [copyText('Copy address of the bundle', bundle)],
    }),
    AUTH_NO_RULE_WITHOUT_TLS: () => ({
      instead: true,
      text: 'The parameter rds.force_ssl admits encrypted logins only; it is on by default from Postgres 15. Choose SSL mode require or stronger.',
    }),
    AUTH_NO_RULE_WITH_TLS: () => ({
      instead: true,
      text: 'Nobody can edit pg_hba.conf there. The database or role may be one that Amazon keeps for itself, such as rdsadmin.',
    }),
    AUTH_PASSWORD_REJECTED: ({ settings }) => ({
      text: looksLikeToken(settings.password)
        ? 'What was given looks like an IAM token. One is valid for 15 minutes, and only over TLS.'
        : 'A role that was granted rds_iam logs in with an IAM token only, and its password no longer counts.',
    }),
    USAGE_EXTENSION_MISSING: () => ({
      text: 'A member of rds_superuser may do this, in each database.',
    }),
    USAGE_NOT_PRELOADED: () => ({
      instead: true,
      text: 'Add pg_stat_statements to shared_preload_libraries in the instance’s own parameter group, and reboot the instance.',
    }),
    CONN_LIMIT_OF_SERVER: () => ({
      text: 'max_connections follows from the size of the instance; RDS Proxy shares the connections among more clients.',
    }),
  },
}

const looksLikeToken = (password: string | null): boolean => password?.includes('X-Amz-Signature=') ?? false
