import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  plugins: [react()],
  test: {
    // Measurements are tests with timed assertions, kept apart: they need a quiet machine.
    include: process.env.PATCHBAY_BENCH ? ['test/bench/**/*.bench.ts'] : ['test/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', 'test/.cache/**'],
    globalSetup: ['test/support/compile.ts'],
    // Servers and browsers run beside the tests: more workers only make each of them late.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
