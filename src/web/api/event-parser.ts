/** One server-sent event; `event` is `message` and `id` empty where the server named none. */
export interface ServerEvent {
  readonly event: string
  readonly id: string
  readonly data: string
}

/**
 * Reads server-sent events from text that arrives in pieces, cut anywhere: inside a line, or between CR and LF.
 * `push` returns the events that the piece completed. What follows the last blank line was cut off and is no event.
 */
export function createEventParser(): { push(piece: string): ServerEvent[] } {
  let rest = ''
  let endedInCr = false
  let atStart = true
  let data: string[] = []
  let event = ''
  let id = ''

  const dispatch = (): ServerEvent | null => {
    const complete = data.length === 0 ? null : { event: event === '' ? 'message' : event, id, data: data.join('\n') }
    data = []
    event = ''
    return complete
  }
  const readField = (line: string) => {
    const colon = line.indexOf(':')
    const name = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') data.push(value)
    else if (name === 'event') event = value
    else if (name === 'id') id = value
  }

  return {
    push(piece) {
      if (piece === '') return []
      const text = endedInCr && piece.startsWith('\n') ? piece.slice(1) : piece
      endedInCr = piece.endsWith('\r')
      const lines = (atStart ? text.replace(/^\uFEFF/, '') : rest + text).split(/\r\n|\r|\n/)
      atStart = false
      rest = lines.pop() ?? ''
      return lines.flatMap((line) => {
        if (line !== '') readField(line)
        return (line === '' && dispatch()) || []
      })
    },
  }
}
