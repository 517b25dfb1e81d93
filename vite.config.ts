import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

const api = process.env.PATCHBAY_API ?? 'http://127.0.0.1:4780'
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The page runs under `default-src 'self'`: nothing is inlined, and the server puts a fresh nonce in place of the
// placeholder in every response.
const page: UserConfig = {
  plugins: [react()],
  publicDir: at('src/web/public'),
  html: { cspNonce: 'CSP_NONCE_PLACEHOLDER' },
  resolve: {
    alias: [
      // The form library renders Markdown descriptions at run time; ours are plain text, which saves 31 KB.
      { find: /^markdown-to-jsx(\/react)?$/, replacement: at('src/web/form/plain-markdown.tsx') },
      // The form library draws with our controls alone; its defaults would bring all of its own.
      { find: /^\.\.\/getDefaultRegistry\.js$/, replacement: at('src/web/form/registry.ts') },
    ],
  },
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  // The API accepts changes from its own origin only, and while developing the page comes from this one.
  server: { proxy: { '/api': { target: api, changeOrigin: true, headers: { origin: api } } } },
}

// The command in few files, with what most of it needs of its libraries: to find and load hundreds of them would be
// two fifths of what it takes to start. All stand in one folder, as deep as `dist/cli`, so that `content`, `dist/web`
// and the thread that reads SQL are found from there.
const command: UserConfig = {
  publicDir: false,
  build: {
    ssr: true,
    outDir: at('dist/command'),
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: {
        main: at('src/cli/main.ts'),
        'lineage-worker': at('src/connectors/postgres/lineage/lineage-worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: {
    // Of one copy with the ajv that the form library brings: it looks whether pieces of code are its own.
    external: ['ajv/dist/standalone/index.js'],
    noExternal: [
      /^(?:ajv|ajv-formats|commander|fast-deep-equal|fast-uri|json-schema-traverse|yaml)$/,
      /^pg/,
      /^postgres-/,
      'split2',
      'xtend',
    ],
  },
}

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? command : page))
