import type { ConnectFailure } from '../connection.ts'
import { formatHost } from '../settings/host-port.ts'
import type { HostSpec } from '../settings/settings.ts'

/** `db.example.org:5432`, `[::1]:5432`, `/run/postgresql/.s.PGSQL.5432` */
export function endpoint({ host, port }: { readonly host: string; readonly port: number }): string {
  if (isSocket(host)) return `${host}/.s.PGSQL.${port}`
  return formatHost({ kind: 'tcp', host, port })
}

export const isSocket = (host: string): boolean => host.startsWith('/')

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1)$/i.test(host)

/** The form's hostPort with one host replaced; the others stay as they are. */
export function hostPortWith(hosts: readonly HostSpec[], failure: ConnectFailure, host: string): string {
  const replaced = (spec: HostSpec) =>
    spec.kind === 'tcp' && spec.host === failure.host && spec.port === failure.port ? { ...spec, host } : spec
  return hosts.map((spec) => formatHost(replaced(spec))).join(',')
}

/** An address without the port that Node may have put behind it. */
export const bareAddress = (address: string): string =>
  address.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')

/** A line of pg_hba.conf that would admit exactly this login. */
export function hbaLine(failure: ConnectFailure, user: string, database: string): string {
  const names = `${hbaName(database)} ${hbaName(user)}`
  if (isSocket(failure.host)) return `local ${names} scram-sha-256`
  const address = failure.localAddress === null ? null : bareAddress(failure.localAddress)
  const range = address === null ? 'ADDRESS/32' : `${address}/${address.includes(':') ? 128 : 32}`
  return `${failure.tls ? 'hostssl' : 'host'} ${names} ${range} scram-sha-256`
}

/** A name in pg_hba.conf. Words with a meaning of their own lose it in quotes. */
export const hbaName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !['all', 'sameuser', 'samerole', 'samegroup', 'replication'].includes(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`
