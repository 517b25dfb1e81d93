import { toFieldPath } from '../../../core/ids.ts'
import { isIpv4, isIpv6 } from './ip-address.ts'
import type { Parameter } from './parse-parameters.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'
import type { HostSpec } from './settings.ts'

/**
 * libpq's `hostaddr`: for each host an address to go to, comma-separated; empty where the host's own are looked up.
 * The name still stands for what the certificate is verified against.
 */
export function withAddresses(
  hosts: readonly HostSpec[],
  parameter: Parameter | undefined,
  problems: SettingsProblem[],
): readonly HostSpec[] {
  if (parameter === undefined || parameter.value === '' || hosts.length === 0) return hosts
  const addresses = parameter.value.split(',').map((address) => address.trim())
  const refuse = (summary: string, remedy: string) => {
    problems.push(
      settingsProblem('SETTINGS_PARAMETER_VALUE', [parameter.field, toFieldPath(['hostPort'])], {
        summary,
        remedy,
        actions: [patchAction('Remove hostaddr', [parameter.field, null])],
      }),
    )
    return hosts
  }
  if (addresses.length !== hosts.length) {
    return refuse(
      `hostaddr has ${addresses.length} addresses, and there are ${hosts.length} hosts.`,
      'Give one address for each host, in the same order.',
    )
  }
  const wrong = addresses.find((address) => address !== '' && !isIpv4(address) && !isIpv6(address))
  if (wrong !== undefined)
    return refuse(`${quoted(wrong)} in hostaddr is not an address.`, 'Use numbers, such as 10.0.0.7.')
  if (hosts.some((spec, index) => spec.kind === 'socket' && addresses[index] !== '')) {
    return refuse('hostaddr has an address for a socket directory.', 'Leave its place between the commas empty.')
  }
  return hosts.map((spec, index) => {
    const hostaddr = addresses[index]
    return spec.kind === 'tcp' && hostaddr ? { ...spec, hostaddr } : spec
  })
}
