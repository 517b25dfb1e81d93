/** Options in which a foreign server could keep a secret, whichever wrapper it uses. */
const secret = /pass|secret|token|credential|private|passfile|api_?key|access_?key|^key$|_key$/i

/** `name=value` options; the values of those that hold secrets are replaced. */
export const withoutSecrets = (options: readonly string[]): readonly string[] =>
  options.map((option) => {
    const [name = ''] = option.split('=', 1)
    return secret.test(name) ? `${name}=•••` : option
  })
