import { toFieldPath } from '../../../core/ids.ts'
import { patchAction, type SettingsProblem, settingsProblem } from './problem.ts'
import type { PostgresSettings } from './settings.ts'

/**
 * What usable settings promise and do not keep: with a root certificate, libpq's modes `prefer` and `allow` still go on
 * without encryption, the one when the certificate is bad, the other before it has seen any. Null when all is kept.
 */
export function enforcementWarning({ sslmode, sslrootcert, hosts }: PostgresSettings): SettingsProblem | null {
  if (sslrootcert.kind === 'none' || (sslmode !== 'prefer' && sslmode !== 'allow')) return null
  if (hosts.every(({ kind }) => kind === 'socket')) return null
  const modeField = toFieldPath(['sslMode'])
  return settingsProblem(
    'SETTINGS_CERTIFICATE_NOT_ENFORCED',
    [modeField, toFieldPath(['sslConfig', 'caCertificate'])],
    {
      summary:
        sslmode === 'prefer'
          ? 'The CA certificate protects nothing: if the server’s is bad, SSL mode prefer goes on without encryption.'
          : 'The CA certificate protects nothing: SSL mode allow asks for no encryption unless the server insists.',
      remedy: 'Choose verify-full, or verify-ca if the certificate does not carry the name you type.',
      actions: [
        patchAction('Switch to verify-full', [modeField, 'verify-full']),
        patchAction('Switch to verify-ca', [modeField, 'verify-ca']),
      ],
      cause: 'UNENFORCED',
    },
  )
}
