/**
 * The driver, loaded swiftly: where there is no `navigator` (Node has one from 21 on), pg finds out whether it runs on
 * Cloudflare by loading fetch and all that belongs to it, which takes longer than everything else of it.
 */
async function loadDriver() {
  if ('navigator' in globalThis) return await import('pg')
  Object.assign(globalThis, { navigator: { userAgent: `Node.js/${process.versions.node}` } })
  try {
    return await import('pg')
  } finally {
    Reflect.deleteProperty(globalThis, 'navigator')
  }
}

export const { default: driver } = await loadDriver()
