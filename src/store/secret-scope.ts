/** What a secret was given for. It is used for nothing else. */
export interface SecretScope {
  /** Where it is sent: hosts, ports and user in one text; equal texts are the same address. */
  readonly address: string
  /** How far the server's identity is verified; higher is stronger. */
  readonly verification: number
  /** Who is trusted to vouch for the server, such as a digest of the CA; `''` where nobody is asked. */
  readonly trust: string
}

/** Whether a secret given for `given` may be sent under `now`: same address, and the server is verified no less. */
export function mayUseSecret(given: SecretScope, now: SecretScope): boolean {
  return (
    given.address === now.address &&
    now.verification >= given.verification &&
    (given.trust === '' || given.trust === now.trust)
  )
}
