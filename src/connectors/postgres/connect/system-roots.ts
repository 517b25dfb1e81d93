import { readFileSync } from 'node:fs'
import tls from 'node:tls'

const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/** The roots that the system trusts, as `sslrootcert=system` means them; Node's own where the system has no bundle. */
export function systemRoots(): string | readonly string[] {
  const named = process.env.SSL_CERT_FILE
  for (const file of named === undefined ? bundles : [named]) {
    try {
      return readFileSync(file, 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ENOTDIR') throw error
    }
  }
  return tls.rootCertificates
}
