import { setNonce } from 'get-nonce'

/** The nonce of this response, which the server wrote into the page; empty in development, where there is no CSP. */
function readStyleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce ?? ''
}

/** Overlays lock scrolling through a library that the component kit does not pass its nonce on to. */
export function shareStyleNonce(): string {
  const nonce = readStyleNonce()
  if (nonce !== '') setNonce(nonce)
  return nonce
}
