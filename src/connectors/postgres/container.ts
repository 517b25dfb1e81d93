import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Container } from './diagnose/row.ts'

/** What kind of container this process runs in, by the marks that each leaves; null outside of one. */
export function readContainer(root = '/', environment: NodeJS.ProcessEnv = process.env): Container | null {
  if (environment.KUBERNETES_SERVICE_HOST !== undefined) return 'kubernetes'
  if (existsSync(path.join(root, '.dockerenv'))) return 'docker'
  return existsSync(path.join(root, 'run/.containerenv')) ? 'podman' : null
}
