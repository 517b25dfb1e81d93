import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Kilobytes of gzipped JavaScript a page may load in all. */
const budgets = [
  { page: 'services', module: 'src/web/pages/services/ServicesPage.tsx', limitKb: 170 },
  { page: 'connect', module: 'src/web/pages/connect/ConnectPage.tsx', limitKb: 250 },
]

/**
 * What each page loads, from the build's manifest.
 * @param {string} dist the built page's folder
 * @returns {Promise<{ page: string, sizeKb: number, limitKb: number }[]>}
 */
export async function readPageSizes(dist) {
  const manifest = JSON.parse(await readFile(path.join(dist, '.vite', 'manifest.json'), 'utf8'))
  const pages = new Set(budgets.map(({ module }) => module))
  const sizes = []
  for (const { page, module, limitKb } of budgets) {
    // A page that is no chunk of its own is part of the entry.
    const roots = ['index.html', ...(module in manifest ? [module] : [])]
    const files = [...reach(manifest, roots, pages)].map((key) => manifest[key].file).filter((f) => f.endsWith('.js'))
    const bytes = await Promise.all(files.map(async (file) => gzipSync(await readFile(path.join(dist, file))).length))
    sizes.push({ page, sizeKb: Math.round(bytes.reduce((sum, size) => sum + size, 0) / 102.4) / 10, limitKb })
  }
  return sizes
}

/** Everything the roots import: at once, and lazily for what is not another page. */
function reach(manifest, roots, pages) {
  const reached = new Set()
  const pending = [...roots]
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (reached.has(key)) continue
    reached.add(key)
    const { imports = [], dynamicImports = [] } = manifest[key]
    pending.push(...imports)
    // What the entry loads lazily are the other pages.
    if (key !== 'index.html') pending.push(...dynamicImports.filter((lazy) => !pages.has(lazy)))
  }
  return reached
}
