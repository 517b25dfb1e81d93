import type net from 'node:net'
import { ok, type Result } from '../../../core/result.ts'
import { parseServerError } from './server-error.ts'
import { closedCause, failInterrupted, failStep, firstBytes, type StepFailure, socketCause } from './step-failure.ts'
import { type Limits, waitFor } from './wait.ts'

const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** Sends SSLRequest: does the server offer TLS (`S`) or decline (`N`)? On failure the socket is closed. */
export async function requestTls(socket: net.Socket, limits: Limits): Promise<Result<boolean, StepFailure>> {
  type Heard = { readonly chunk: Buffer } | { readonly error: Error } | 'closed'
  const heard = await waitFor<Heard>(limits, (settle) => {
    const onData = (chunk: Buffer) => settle({ chunk })
    const onError = (error: Error) => settle({ error })
    const onEnd = () => settle('closed')
    socket.on('data', onData).on('error', onError).on('end', onEnd).on('close', onEnd)
    socket.write(sslRequest)
    return () => socket.pause().off('data', onData).off('error', onError).off('end', onEnd).off('close', onEnd)
  })
  const result = judge(heard)
  if (!result.ok) socket.destroy()
  return result

  function judge(answer: typeof heard): Result<boolean, StepFailure> {
    if (!answer.ok) return failInterrupted('encrypt', answer.error)
    if (answer.value === 'closed') return failStep('encrypt', closedCause)
    if ('error' in answer.value) return failStep('encrypt', socketCause(answer.value.error))
    return judgeAnswer(answer.value.chunk)
  }
}

function judgeAnswer(chunk: Buffer): Result<boolean, StepFailure> {
  const first = String.fromCharCode(chunk[0] ?? 0)
  if (chunk.length === 1 && (first === 'S' || first === 'N')) return ok(first === 'S')
  const answered = firstBytes(chunk)
  // Anything sent along with the S came before the encryption and could be anyone's.
  if (first === 'S' && !answered.startsWith('SSH-')) {
    return failStep('encrypt', { kind: 'protocol', value: 'UNENCRYPTED_DATA' }, { answered })
  }
  if (first === 'E') return judgeError(chunk, answered)
  return failStep('encrypt', { kind: 'protocol', value: 'NOT_POSTGRES' }, { answered })
}

/** A server that cannot even start a session answers with an error, in the format of today or of before 7.4. */
function judgeError(chunk: Buffer, answered: string): Result<boolean, StepFailure> {
  const length = chunk.length >= 5 ? chunk.readUInt32BE(1) : 0
  const serverError = length === chunk.length - 1 ? parseServerError(chunk.subarray(5)) : null
  if (serverError !== null) {
    const { sqlstate: value, routine } = serverError
    return failStep('encrypt', { kind: 'sqlstate', value, ...(routine === null ? {} : { routine }) }, { serverError })
  }
  const isOldError = chunk.length > 2 && chunk.indexOf(0) === chunk.length - 1
  return failStep('encrypt', { kind: 'protocol', value: isOldError ? 'SERVER_ERROR' : 'NOT_POSTGRES' }, { answered })
}
