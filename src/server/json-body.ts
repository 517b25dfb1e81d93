import type { FastifyInstance } from 'fastify'
import { AppError } from '../core/error.ts'
import { parseJson } from '../core/parse-json.ts'

/** Reads JSON bodies and nothing else. A broken one is answered with the place where it breaks, never with its text. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: unknown, body: string | Buffer) => {
      const text = body.toString()
      if (text === '') return undefined
      const parsed = parseJson(text)
      if (parsed.ok) return parsed.value
      const { line, column, message } = parsed.error
      throw new AppError('REQUEST_INVALID', 'The body is not JSON.', {
        details: `line ${line}, column ${column}: ${message}`,
        hint: 'Correct the text at that place.',
      })
    },
  )
}
