import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as Crypto)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const hour = 3_600_000

/** PEM text of a certificate and its private key. */
export interface CertificatePair {
  readonly cert: string
  readonly key: string
}

export interface CertificateOptions {
  readonly commonName?: string
  /** Alternative names; an address where it looks like one. Empty: the certificate has only its common name. */
  readonly names?: readonly string[]
  /** Hours from now; an hour ago until tomorrow unless told. */
  readonly fromHours?: number
  readonly toHours?: number
}

export interface Authority {
  /** The CA's own certificate, PEM. */
  readonly cert: string
  /** A server's certificate, for localhost and 127.0.0.1 unless told. */
  issueServer(options?: CertificateOptions): Promise<CertificatePair>
  /** A client's certificate; its common name is the role for `cert` authentication. */
  issueClient(commonName: string): Promise<CertificatePair>
  /** A list of revoked certificates, PEM; of none of them where none are given. */
  revoke(...pairs: readonly CertificatePair[]): Promise<string>
  /** A CA under this one: what it issues is only trusted together with its own certificate, which `cert` holds. */
  issueIntermediate(): Promise<Authority>
}

const localNames = ['localhost', '127.0.0.1', '::1']

/** A certificate authority that lives as long as the test. */
export async function createAuthority(
  name = 'Test CA',
  dates: Pick<CertificateOptions, 'fromHours' | 'toHours'> = {},
): Promise<Authority> {
  const keys = await generateKeys()
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    serialNumber: serial(),
    ...validity(dates),
    extensions: authorityExtensions,
  })
  return authority(cert, keys)
}

/** A server that vouches for itself. */
export async function createSelfSigned(options: CertificateOptions = {}): Promise<CertificatePair> {
  const keys = await generateKeys()
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${options.commonName ?? 'localhost'}`,
    keys,
    signingAlgorithm: algorithm,
    serialNumber: serial(),
    ...validity(options),
    extensions: alternativeNames(options.names ?? localNames),
  })
  return pair(cert, keys)
}

function authority(issuer: x509.X509Certificate, issuerKeys: CryptoKeyPair): Authority {
  async function issue(
    options: CertificateOptions,
    extensions: x509.Extension[],
  ): Promise<{ cert: x509.X509Certificate; keys: CryptoKeyPair }> {
    const keys = await generateKeys()
    const cert = await x509.X509CertificateGenerator.create({
      subject: `CN=${options.commonName ?? 'localhost'}`,
      issuer: issuer.subject,
      publicKey: keys.publicKey,
      signingKey: issuerKeys.privateKey,
      signingAlgorithm: algorithm,
      serialNumber: serial(),
      ...validity(options),
      extensions,
    })
    return { cert, keys }
  }
  return {
    cert: issuer.toString('pem'),
    async issueServer(options = {}) {
      const { cert, keys } = await issue(options, alternativeNames(options.names ?? localNames))
      return await pair(cert, keys)
    },
    async issueClient(commonName) {
      const { cert, keys } = await issue({ commonName }, [])
      return await pair(cert, keys)
    },
    async revoke(...pairs) {
      const list = await x509.X509CrlGenerator.create({
        issuer: issuer.subject,
        thisUpdate: new Date(Date.now() - hour),
        nextUpdate: new Date(Date.now() + 24 * hour),
        signingAlgorithm: algorithm,
        signingKey: issuerKeys.privateKey,
        entries: pairs.map(({ cert }) => ({ serialNumber: new x509.X509Certificate(cert).serialNumber })),
      })
      return x509.PemConverter.encode(list.rawData, 'X509 CRL')
    },
    async issueIntermediate() {
      const { cert, keys } = await issue({ commonName: 'Test intermediate CA' }, authorityExtensions)
      return authority(cert, keys)
    },
  }
}

const authorityExtensions = [
  new x509.BasicConstraintsExtension(true, undefined, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
]

const generateKeys = (): Promise<CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

const serial = (): string => Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex')

function validity({ fromHours = -1, toHours = 24 }: CertificateOptions): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() + fromHours * hour), notAfter: new Date(Date.now() + toHours * hour) }
}

function alternativeNames(names: readonly string[]): x509.Extension[] {
  if (names.length === 0) return []
  const isAddress = (name: string) => /^[\d.]+$|:/.test(name)
  return [
    new x509.SubjectAlternativeNameExtension(
      names.map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value })),
    ),
  ]
}

async function pair(cert: x509.X509Certificate, keys: CryptoKeyPair): Promise<CertificatePair> {
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey as webcrypto.CryptoKey)
  return { cert: `${cert.toString('pem')}\n`, key: x509.PemConverter.encode(key, 'PRIVATE KEY') }
}
