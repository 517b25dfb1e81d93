import path from 'node:path'
import { isStale } from '../../src/bootstrap/build.mjs'
import { Halt, projectRoot, tool } from '../../src/bootstrap/project.mjs'

const sources = ['cli', 'connectors', 'core', 'embedded', 'runs', 'server', 'store'].map((name) => `src/${name}`)
const at = (place) => path.join(projectRoot, place)

/**
 * What tests of commands run is what users do: the built command, made again when a source is newer. Some tests load
 * parts of what TypeScript compiled beside it. Types may be wrong here: saying so is another step's work.
 */
export default async function compile() {
  await tool('tsc', ['-b', 'src'], { quiet: true })
  if (!(await isStale([...sources, 'vite.config.ts', 'package-lock.json'].map(at), at('dist/command/main.js')))) return
  const { code, output } = await tool('vite', ['build', '--ssr'], { quiet: true })
  if (code !== 0) throw new Halt(`The command could not be built:\n${output.trim()}`)
}
