import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { SpreadBrowsers } from './spread-browsers.ts'

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  plugins: [react()],
  test: {
    include: included(),
    exclude: ['**/node_modules/**', 'test/.cache/**'],
    globalSetup: ['test/support/compile.mjs'],
    // Tests wait for servers and browsers a third of the time; still more workers would only make each of them late.
    maxWorkers: 3,
    // Files of one worker share what they import: no test replaces a module, and to load it all takes longer than most.
    isolate: false,
    sequence: { sequencer: SpreadBrowsers },
    // What is waited for comes late on a busy machine, not never: no test sets a limit of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // A machine of somebody else's may stall; what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
  },
})

/** Measurements have timed assertions and need a quiet machine; long runs need time. Both are kept apart. */
function included(): string[] {
  if (process.env.PATCHBAY_BENCH) return ['test/bench/**/*.bench.ts']
  if (process.env.PATCHBAY_SOAK) return ['test/soak/**/*.soak.ts']
  return ['test/**/*.test.{ts,tsx,mjs}']
}
