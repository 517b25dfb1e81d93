import { ok } from '../../../../core/result.ts'
import { problem, type TextFormat } from './text-format.ts'
import { uri } from './uri.ts'

const datasource = /\bdatasource\s+\w+\s*\{/
const address = /^[ \t]*url\s*=\s*"(.*)"[ \t]*(?:\/\/[^"@]*)?$/m

/** The `datasource` block of a Prisma schema. */
export const prisma: TextFormat = {
  title: 'Prisma datasource',
  recognises: (text) => datasource.test(text),
  parse(text) {
    const found = address.exec(text)
    if (found === null) return problem(0, 'Its url comes from a variable. Paste the .env file that sets it')
    const start = found.index + found[0].indexOf('"') + 1
    const parsed = uri.parse((found[1] ?? '').replace(/\\(.)/g, '$1'))
    return parsed.ok ? ok(parsed.value) : problem(start + parsed.error.position, parsed.error.message)
  },
}
