import { harmless, style, type Terminal } from './terminal.ts'

/** One line on a terminal that is written over and over; nothing where nobody watches. */
export function progressLine(terminal: Terminal) {
  const write = (text: string): void => {
    if (terminal.isTerminal) terminal.write(`\r\u001b[K${text}`)
  }
  return {
    show: (text: string) => write(style(terminal, 'dim', harmless(text))),
    clear: () => write(''),
  }
}
