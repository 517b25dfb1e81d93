import type { Cause } from '../../../core/connection.ts'
import { type CopyReceiver, QueryFailure } from '../connection.ts'
import { parseServerError } from './server-error.ts'
import type { SessionStream } from './session-stream.ts'
import { closedCause, socketCause } from './step-failure.ts'

const message = {
  copyData: 0x64,
  copyDone: 0x63,
  copyOut: 0x48,
  error: 0x45,
  ready: 0x5a,
} as const

/** Rows are handed on in blocks of about this many bytes: one decoding for hundreds of rows. */
const blockBytes = 256 * 1024
/** No row of a catalog comes near; more is no Postgres. */
const longestMessage = 1 << 30

/**
 * Sends statements in one simple-Query message past `pg` and reads what comes until the server is ready again.
 * Only what `COPY … TO STDOUT` sends is kept. Rejects with a `QueryFailure`; after one of the server the session is usable.
 */
export function copyOut(stream: SessionStream, sql: string, receive: CopyReceiver): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: QueryFailure | null = null
    const settle = (lost: QueryFailure | null) => {
      stream.divert(null)
      stream.off('close', onClose)
      const final = failure ?? lost
      if (final === null) resolve()
      else reject(final)
    }
    const onClose = () => {
      const cause = stream.failure === null ? closedCause : socketCause(stream.failure)
      settle(new QueryFailure(cause, null))
    }
    const read = createReader(receive, {
      onError(body) {
        failure ??= refusal(body)
      },
      onReady: () => settle(null),
    })
    stream.on('close', onClose)
    if (stream.destroyed) onClose()
    else {
      stream.divert(read)
      stream.write(queryMessage(sql))
    }
  })
}

function refusal(body: Buffer): QueryFailure {
  const serverError = parseServerError(body)
  if (serverError === null) return new QueryFailure({ kind: 'protocol', value: 'PROTOCOL_VIOLATION' }, null)
  const { sqlstate: value, routine } = serverError
  const cause: Cause = { kind: 'sqlstate', value, ...(routine === null ? {} : { routine }) }
  return new QueryFailure(cause, serverError)
}

function queryMessage(sql: string): Buffer {
  const text = Buffer.from(sql, 'utf8')
  const bytes = Buffer.alloc(text.length + 6)
  bytes.write('Q', 0, 'latin1')
  bytes.writeInt32BE(text.length + 5, 1)
  text.copy(bytes, 5)
  return bytes
}

interface Ends {
  onError(body: Buffer): void
  onReady(): void
}

/** Feed with chunks. Throws at what is no message, which ends the stream. */
function createReader(receive: CopyReceiver, { onError, onReady }: Ends): (chunk: Buffer) => void {
  let rest: Buffer | null = null
  let place = -1
  const block = createBlock((text) => receive.block(place, text))
  return (chunk) => {
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (at + 5 <= bytes.length) {
      const length = bytes.readUInt32BE(at + 1)
      if (length < 4 || length > longestMessage) throw new Error('not a message of the protocol')
      const end = at + 1 + length
      if (end > bytes.length) break
      const type = bytes[at]
      if (type === message.copyData) block.add(bytes, at + 5, end)
      else if (type === message.copyOut) place += 1
      else if (type === message.copyDone) {
        block.flush()
        receive.ended(place)
      } else if (type === message.error) {
        block.drop()
        onError(bytes.subarray(at + 5, end))
      } else if (type === message.ready) onReady()
      at = end
    }
    rest = at === bytes.length ? null : bytes.subarray(at)
  }
}

/** Up to so many bytes a loop copies faster than a call. */
const fewBytes = 64

/** Gathers rows, each of which ends with a line feed. */
function createBlock(pass: (text: string) => void) {
  let buffer = Buffer.allocUnsafe(blockBytes)
  let used = 0
  const flush = () => {
    if (used > 0) pass(buffer.toString('utf8', 0, used))
    used = 0
  }
  return {
    add(bytes: Buffer, from: number, to: number): void {
      const size = to - from
      if (used + size > buffer.length) {
        flush()
        if (size > buffer.length) buffer = Buffer.allocUnsafe(size * 2)
      }
      if (size > fewBytes) bytes.copy(buffer, used, from, to)
      else for (let at = from, place = used; at < to; at += 1, place += 1) buffer[place] = bytes[at] as number
      used += size
    },
    flush,
    drop(): void {
      used = 0
    },
  }
}
