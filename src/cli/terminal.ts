/** Where text goes: one of the process's two output streams. */
export interface Terminal {
  readonly isTerminal: boolean
  readonly colour: boolean
  write(text: string): void
  line(text?: string): void
}

/** Colours only on a terminal, and not where NO_COLOR asks for none (https://no-color.org). */
export function toTerminal(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Terminal {
  const isTerminal = stream.isTTY === true
  return {
    isTerminal,
    colour: isTerminal && !env.NO_COLOR && env.TERM !== 'dumb',
    write: (text) => {
      stream.write(text)
    },
    line: (text = '') => {
      stream.write(`${text}\n`)
    },
  }
}

const styles = { green: 32, yellow: 33, red: 31, dim: 2, bold: 1 } as const

export function style(terminal: Terminal, name: keyof typeof styles, text: string): string {
  return terminal.colour && text !== '' ? `\u001b[${styles[name]}m${text}\u001b[0m` : text
}

/** Text from a server or a file, unable to steer the terminal. Line breaks and tabs stay. */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '�')
}

/** Breaks words into lines of at most `width` characters, each after `indent`. */
export function wrap(text: string, indent: string, width = 96): string {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(/\s+/)) {
    if (current !== '' && indent.length + current.length + 1 + word.length > width) {
      lines.push(current)
      current = ''
    }
    current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((line) => indent + line).join('\n')
}

/** Lets a reader such as `head` close the pipe early without an error. */
export function toleratePipeEnd(streams: readonly NodeJS.WriteStream[], exit: () => void): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      exit()
    })
  }
}
