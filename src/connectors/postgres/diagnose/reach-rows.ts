import type { ConnectFailure } from '../connection.ts'
import { bareAddress, endpoint, hostPortWith, isLoopback, isSocket } from './address.ts'
import { looksLike } from './looks-like.ts'
import { copyText, type DiagnosisContext, type DiagnosisRow, field, isCause, patch, type Said } from './row.ts'

const fields = [field.hostPort]

/** From the name to an open port that speaks Postgres. */
export const reachRows: readonly DiagnosisRow<ConnectFailure>[] = [
  {
    code: 'CONN_NAME_NOT_FOUND',
    when: ({ step, cause }) => step === 'resolve' && isCause(cause, 'os', 'ENOTFOUND', 'ENODATA', 'EAI_NONAME'),
    say: ({ host }) => ({
      fields,
      summary: `The name ${host} has no address as seen from this machine.`,
      remedy:
        host.toLowerCase() === machineNames.docker
          ? 'Docker on Linux gives it only to a container that was started with --add-host=host.docker.internal:host-gateway.'
          : 'Check the spelling. A name in a private network may need a VPN or that network’s DNS server.',
    }),
  },
  {
    code: 'CONN_RESOLVER_SILENT',
    when: ({ step, cause }) => step === 'resolve' && isCause(cause, 'os', 'EAI_AGAIN', 'TIMEOUT', 'ETIMEOUT'),
    say: ({ host }) => ({
      fields: [],
      summary: `The name server did not answer when asked for ${host}.`,
      remedy: 'Test again. If it stays silent, check this machine’s DNS settings, or use an IP address.',
      help: 'hostPort',
    }),
  },
  {
    code: 'CONN_NAME_LOOKUP_FAILED',
    when: ({ step }) => step === 'resolve',
    say: ({ host, cause }) => ({
      fields,
      summary: `The name ${host} could not be looked up (${cause.value}).`,
      remedy: 'Check how this machine looks names up (/etc/nsswitch.conf, /etc/resolv.conf), or use an IP address.',
    }),
  },
  { code: 'CONN_SOCKET_MISSING', when: isDeadSocket, say: saySocketMissing },
  {
    code: 'CONN_SOCKET_DENIED',
    when: ({ step, host, cause }) => step === 'reach' && isSocket(host) && isCause(cause, 'os', 'EACCES', 'EPERM'),
    say: (failure) => ({
      fields,
      summary: `This process may not use the socket ${endpoint(failure)}.`,
      remedy: 'Let the account that runs Patchbay into the socket’s directory, or connect over TCP.',
    }),
  },
  {
    code: 'CONN_REFUSED',
    when: ({ step, cause }) => step === 'reach' && isCause(cause, 'os', 'ECONNREFUSED'),
    say: sayRefused,
  },
  {
    code: 'CONN_IPV6_ONLY',
    when: ({ step, cause, attempts, host }) =>
      step === 'reach' &&
      isCause(cause, 'os', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTUNREACH') &&
      !host.includes(':') &&
      attempts.length > 0 &&
      attempts.every(({ address }) => address.includes(':')),
    say: ({ host }) => ({
      fields,
      summary: `${host} has only IPv6 addresses, and this machine has no way to them.`,
      remedy: 'Use an address that also answers over IPv4, such as a pooler’s, or give this machine IPv6.',
    }),
  },
  {
    code: 'CONN_UNREACHABLE',
    when: ({ step, cause }) =>
      step === 'reach' && isCause(cause, 'os', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'),
    say: (failure, context) => ({
      ...sayNoReply(failure, context),
      summary: `There is no way from this machine to ${endpoint(failure)}.`,
    }),
  },
  {
    code: 'CONN_NO_REPLY',
    when: ({ step, cause }) => step === 'reach' && isCause(cause, 'os', 'ETIMEDOUT', 'TIMEOUT'),
    say: sayNoReply,
  },
  {
    code: 'CONN_NOT_POSTGRES',
    when: ({ cause }) => isCause(cause, 'protocol', 'NOT_POSTGRES'),
    say: (failure) => ({
      fields,
      summary: `Something other than Postgres answers on ${endpoint(failure)}${looksLike(failure.answered)}.`,
      remedy: 'Check the port. Postgres listens on 5432 unless it was told otherwise.',
    }),
  },
  {
    code: 'CONN_PORT_SILENT',
    when: ({ step, cause }) => step !== 'reach' && isCause(cause, 'os', 'TIMEOUT', 'ETIMEDOUT'),
    say: (failure) => ({
      fields,
      summary: `${endpoint(failure)} accepts connections but says nothing.`,
      remedy:
        'Check that Postgres itself listens there: a firewall, a proxy without a server behind it, or an overloaded server looks like this.',
    }),
  },
]

function isDeadSocket({ step, host, cause }: ConnectFailure): boolean {
  return step === 'reach' && isSocket(host) && isCause(cause, 'os', 'ENOENT', 'ENOTDIR', 'ECONNREFUSED', 'ENOTSOCK')
}

function saySocketMissing(failure: ConnectFailure): Said {
  return {
    fields,
    summary: `No server listens on the socket ${endpoint(failure)}.`,
    remedy: 'Check the directory and the port. A server shows its directory in unix_socket_directories.',
    actions: [{ kind: 'copy', label: 'Copy query', language: 'sql', text: 'SHOW unix_socket_directories;' }],
  }
}

/** The names by which a container reaches the machine around it. */
const machineNames = { docker: 'host.docker.internal', podman: 'host.containers.internal' } as const

function sayRefused(failure: ConnectFailure, { settings, container }: DiagnosisContext): Said {
  const summary = `The machine answered, but nothing listens on ${endpoint(failure)}.`
  if (container === null || !isLoopback(failure.host)) {
    return {
      fields,
      summary,
      remedy: 'Check the port, that the server is running, and that listen_addresses includes this address.',
    }
  }
  if (container === 'kubernetes') {
    return {
      fields,
      summary,
      remedy: `Patchbay runs in a pod, so ${failure.host} is that pod. Use the name of the server’s service, such as postgres.default.svc.`,
    }
  }
  const name = machineNames[container]
  return {
    fields,
    summary,
    remedy: `Patchbay runs in a container, so ${failure.host} is that container. Use the name of the machine around it, or of the server’s own container in the same network.`,
    actions: [patch(`Use ${name}`, field.hostPort, hostPortWith(settings.hosts, failure, name))],
  }
}

function sayNoReply(failure: ConnectFailure, _context: DiagnosisContext): Said {
  const ours = failure.localAddress === null ? null : bareAddress(failure.localAddress)
  return {
    fields,
    summary: `There was no reply from ${endpoint(failure)}.`,
    remedy:
      'A firewall or an allow-list drops the packets, or the address is wrong. Let the network’s owner admit the address this machine is seen with.',
    actions:
      ours === null ? [] : [copyText('Copy this machine’s own address (behind NAT the server sees another)', ours)],
  }
}
