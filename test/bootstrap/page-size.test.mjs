import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readPageSizes } from '../support/page-size.mjs'

const connect = 'src/web/pages/connect/ConnectPage.tsx'

test('a page weighs what it and the entry import, lazy parts included, other pages not', async () => {
  const dist = await mkdtemp(path.join(tmpdir(), 'patchbay-size-'))
  try {
    const manifest = {
      'index.html': { file: 'entry.js', imports: ['_shared'], dynamicImports: [connect] },
      _shared: { file: 'shared.js' },
      [connect]: { file: 'connect.js', imports: ['_shared'], dynamicImports: ['_lazy'], css: ['connect.css'] },
      _lazy: { file: 'lazy.js' },
    }
    await mkdir(path.join(dist, '.vite'))
    await writeFile(path.join(dist, '.vite', 'manifest.json'), JSON.stringify(manifest))
    // Random bytes do not compress.
    for (const [name, kilobytes] of Object.entries({ entry: 10, shared: 20, connect: 40, lazy: 80 }))
      await writeFile(path.join(dist, `${name}.js`), randomBytes(kilobytes * 1024))
    const [services, form] = await readPageSizes(dist)
    expect(Math.round(services.sizeKb)).toBe(30)
    expect(Math.round(form.sizeKb)).toBe(150)
  } finally {
    await rm(dist, { recursive: true, force: true })
  }
})
