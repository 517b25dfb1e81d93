/** The nonce of this response, which the server wrote into the page; empty in development, where there is no CSP. */
export function readStyleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce ?? ''
}
