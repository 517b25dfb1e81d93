import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** Some tests run the compiled command. Types may be wrong here: saying so is another step's work. */
export default function compile(): void {
  const tsc = path.resolve(import.meta.dirname, '../../node_modules/.bin/tsc')
  const { error } = spawnSync(tsc, ['-b', 'src'], { cwd: path.resolve(import.meta.dirname, '../..') })
  if (error !== undefined) throw error
}
