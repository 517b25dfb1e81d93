import type { FastifyLoggerOptions } from 'fastify'
import { describeError } from './error-reply.ts'

export interface AppLog {
  readonly level: 'info' | 'warn' | 'error' | 'silent'
  /** Gets one JSON object a line. */
  readonly stream: { write(line: string): void }
}

/** Few lines, and in them neither headers nor addresses nor messages of bugs, which may hold what somebody typed. */
export function toLoggerOptions({ level, stream }: AppLog): FastifyLoggerOptions {
  return {
    level,
    stream,
    serializers: {
      err: (error) => ({ type: error.name, message: '', stack: '', ...describeError(error) }),
      req: ({ method }) => ({ method }),
      res: ({ statusCode }) => ({ statusCode }),
    },
  }
}
