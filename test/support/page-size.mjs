import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Kilobytes of gzipped JavaScript a page may load in all. */
const budgets = [
  { page: 'services', module: 'src/web/pages/services/ServicesPage.tsx', limitKb: 170 },
  { page: 'connect', module: 'src/web/pages/connect/ConnectPage.tsx', limitKb: 250 },
]

/** What a page loads only when the reader opens a dialog; weighed by itself, beyond the connect page. */
const dialogs = {
  page: 'paste and copy dialogs',
  modules: [
    'src/web/pages/connect/PasteForm.tsx',
    'src/web/components/CopyAsForm.tsx',
    'src/connectors/postgres/settings/formats/parse-text.ts',
    'src/connectors/postgres/settings/formats/copy-as.ts',
  ],
  limitKb: 30,
}

/**
 * What each page loads, from the build's manifest.
 * @param {string} dist the built page's folder
 * @returns {Promise<{ page: string, sizeKb: number, limitKb: number }[]>}
 */
export async function readPageSizes(dist) {
  const manifest = JSON.parse(await readFile(path.join(dist, '.vite', 'manifest.json'), 'utf8'))
  const apart = new Set([...budgets.map(({ module }) => module), ...dialogs.modules])
  const present = (modules) => modules.filter((module) => module in manifest)
  const weigh = async (keys) => {
    const files = [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'))
    const bytes = await Promise.all(files.map(async (file) => gzipSync(await readFile(path.join(dist, file))).length))
    return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 102.4) / 10
  }
  const sizes = []
  let before = new Set()
  for (const { page, module, limitKb } of budgets) {
    // A page that is no chunk of its own is part of the entry.
    before = reach(manifest, ['index.html', ...present([module])], apart)
    sizes.push({ page, sizeKb: await weigh(before), limitKb })
  }
  const later = reach(manifest, present(dialogs.modules), apart)
  const beyond = [...later].filter((key) => !before.has(key))
  return [...sizes, { page: dialogs.page, sizeKb: await weigh(beyond), limitKb: dialogs.limitKb }]
}

/** Everything the roots import: at once, and lazily for what is not weighed apart. */
function reach(manifest, roots, apart) {
  const reached = new Set()
  const pending = [...roots]
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (reached.has(key)) continue
    reached.add(key)
    const { imports = [], dynamicImports = [] } = manifest[key]
    pending.push(...imports)
    // What the entry loads lazily are the other pages.
    if (key !== 'index.html') pending.push(...dynamicImports.filter((lazy) => !apart.has(lazy)))
  }
  return reached
}
