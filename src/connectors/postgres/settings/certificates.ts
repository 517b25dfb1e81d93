import { type FieldPath, toFieldPath } from '../../../core/ids.ts'
import { parsePem } from './pem.ts'
import { patchAction, type SettingsProblem, settingsProblem } from './problem.ts'
import type { PostgresSettings, SslMode } from './settings.ts'

const caField = toFieldPath(['sslConfig', 'caCertificate'])
const certificateField = toFieldPath(['sslConfig', 'sslCertificate'])
const keyField = toFieldPath(['sslConfig', 'sslKey'])
const revokedField = toFieldPath(['sslConfig', 'certificateRevocationList'])
const passphraseField = toFieldPath(['sslConfig', 'sslPassword'])
const modeField = toFieldPath(['sslMode'])

const isCertificate = (label: string) => /^(TRUSTED |X509 )?CERTIFICATE$/.test(label)
const isKey = (label: string) => /PRIVATE KEY$/.test(label)

/** Certificates as the form has them; absent is null. */
export interface CertificateTexts {
  readonly ca: string | null
  readonly certificate: string | null
  readonly key: string | null
  readonly passphrase: string | null
  readonly revoked: string | null
}

type Certificates = Pick<PostgresSettings, 'sslrootcert' | 'sslcert' | 'sslkey' | 'sslpassword' | 'sslcrl'>

/** Reads the certificate fields and holds libpq's rules between them and `sslmode`. */
export function readCertificates(
  texts: CertificateTexts,
  sslmode: SslMode | null,
  problems: SettingsProblem[],
): Certificates {
  const sslrootcert = readRoot(texts.ca, problems)
  if (sslrootcert.kind === 'system' && sslmode !== null && sslmode !== 'verify-full')
    problems.push(weakSystemRoots(sslmode))
  if (sslrootcert.kind === 'none' && texts.ca === null && sslmode?.startsWith('verify-')) {
    problems.push(missingRoot(sslmode))
  }
  if (texts.revoked !== null) checkRevoked(texts.revoked, sslrootcert, problems)
  if (texts.certificate !== null) checkCertificate(certificateField, texts.certificate, problems)
  if (texts.key !== null) checkKey(texts.key, texts.passphrase, problems)
  if (texts.certificate !== null && texts.key === null) {
    problems.push(
      settingsProblem('SETTINGS_KEY_MISSING', [keyField, certificateField], {
        summary: 'There is a client certificate without its private key.',
        remedy: 'Paste the key that belongs to the certificate, or remove the certificate.',
        actions: [patchAction('Remove the client certificate', [certificateField, null])],
        cause: 'MISSING',
      }),
    )
  }
  if (texts.key !== null && texts.certificate === null) {
    problems.push(
      settingsProblem('SETTINGS_CERTIFICATE_MISSING', [certificateField, keyField], {
        summary: 'There is a client key without its certificate.',
        remedy: 'Paste the certificate that belongs to the key, or remove the key.',
        actions: [patchAction('Remove the client key', [keyField, null])],
        cause: 'MISSING',
      }),
    )
  }
  return {
    sslrootcert,
    sslcert: texts.certificate,
    sslkey: texts.key,
    sslpassword: texts.passphrase,
    sslcrl: texts.revoked,
  }
}

function readRoot(text: string | null, problems: SettingsProblem[]): PostgresSettings['sslrootcert'] {
  if (text === null) return { kind: 'none' }
  if (text.trim() === 'system') return { kind: 'system' }
  checkCertificate(caField, text, problems)
  return { kind: 'pem', pem: text }
}

function checkCertificate(field: FieldPath, text: string, problems: SettingsProblem[]): void {
  const remedy = 'Paste the whole text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.'
  const refuse = (summary: string, advice = remedy) =>
    problems.push(settingsProblem('SETTINGS_CERTIFICATE_INVALID', [field], { summary, remedy: advice }))
  if (isPath(text)) return void refuse('This is the name of a file.', `${remedy} Files are read in the browser only.`)
  const pem = parsePem(text)
  if ('message' in pem) return void refuse(`This is not a certificate: ${pem.message}.`)
  const wrong = pem.blocks.find((block) => !isCertificate(block.label))
  if (wrong === undefined) return
  if (isKey(wrong.label)) {
    refuse(
      `Line ${wrong.line} begins a private key.`,
      'Paste the certificate here. A key belongs in the client key field.',
    )
  } else refuse(`Line ${wrong.line} begins ${wrong.label}, which is not a certificate.`)
}

/** libpq looks at revoked certificates only beside a root file, and says nothing where it does not. */
function checkRevoked(text: string, root: PostgresSettings['sslrootcert'], problems: SettingsProblem[]): void {
  const remedy = 'Paste the whole text from -----BEGIN X509 CRL----- to -----END X509 CRL-----.'
  const refuse = (summary: string, advice = remedy) =>
    problems.push(
      settingsProblem('SETTINGS_REVOCATION_LIST_INVALID', [revokedField, caField], { summary, remedy: advice }),
    )
  if (isPath(text)) return void refuse('This is the name of a file.', `${remedy} Files are read in the browser only.`)
  const pem = parsePem(text)
  if ('message' in pem) return void refuse(`This is not a list of revoked certificates: ${pem.message}.`)
  const wrong = pem.blocks.find(({ label }) => label !== 'X509 CRL')
  if (wrong !== undefined) {
    refuse(`Line ${wrong.line} begins ${wrong.label}, which is not a list of revoked certificates.`)
  } else if (root.kind !== 'pem') {
    refuse(
      'Revoked certificates are only looked for beside a CA certificate.',
      'Paste the CA that signed the list too.',
    )
  }
}

function checkKey(text: string, passphrase: string | null, problems: SettingsProblem[]): void {
  const remedy = 'Paste the whole text from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.'
  const refuse = (summary: string, advice = remedy) =>
    problems.push(settingsProblem('SETTINGS_KEY_INVALID', [keyField], { summary, remedy: advice }))
  if (isPath(text)) return void refuse('This is the name of a file.', `${remedy} Files are read in the browser only.`)
  const pem = parsePem(text)
  if ('message' in pem) return void refuse(`This is not a private key: ${pem.message}.`)
  const key = pem.blocks.find((block) => isKey(block.label))
  if (key === undefined) {
    const found = pem.blocks[0]?.label === 'CERTIFICATE' ? 'a certificate' : (pem.blocks[0]?.label ?? 'something else')
    return void refuse(`This is ${found}, not a private key.`)
  }
  const isEncrypted = key.label.startsWith('ENCRYPTED') || /^Proc-Type:.*ENCRYPTED/m.test(text)
  if (isEncrypted && passphrase === null) {
    problems.push(
      settingsProblem('SETTINGS_KEY_ENCRYPTED', [passphraseField, keyField], {
        summary: 'The private key is protected by a passphrase, and there is none.',
        remedy: 'Type the passphrase, or paste the key without it. Both are sealed when saved.',
        actions: [
          {
            kind: 'copy',
            label: 'Copy the command',
            language: 'shell',
            text: 'openssl pkey -in client.key -out plain.key',
          },
        ],
        cause: 'ENCRYPTED',
      }),
    )
  }
}

const isPath = (text: string): boolean =>
  /^(~|\.{1,2}|[a-z]:)?[/\\][^\n]{0,300}$|^[^\n]{0,300}\.(pem|crt|cer|key|crl)$/i.test(text.trim())

function weakSystemRoots(sslmode: SslMode): SettingsProblem {
  return settingsProblem('SETTINGS_SYSTEM_ROOTS_UNVERIFIED', [modeField, caField], {
    summary: `The system's roots are not enough for SSL mode ${sslmode}.`,
    remedy:
      'Anyone can get a certificate from a public signer, so the host name must be verified too: use verify-full.',
    actions: [patchAction('Use verify-full', [modeField, 'verify-full'])],
    cause: 'CONFLICT',
  })
}

function missingRoot(sslmode: SslMode): SettingsProblem {
  return settingsProblem('SETTINGS_ROOT_CERTIFICATE_MISSING', [caField, modeField], {
    summary: `SSL mode ${sslmode} has nothing to verify the server's certificate with.`,
    remedy: 'Paste the certificate of the CA that signed it, or take the roots of the system.',
    actions: [patchAction("Use the system's roots", [caField, 'system'], [modeField, 'verify-full'])],
    cause: 'MISSING',
  })
}
