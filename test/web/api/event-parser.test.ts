import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventParser, type ServerEvent } from '../../../src/web/api/event-parser.ts'

/** All events in `text`, which arrives cut at `cuts`. */
function parseInPieces(text: string, cuts: readonly number[]): ServerEvent[] {
  const parser = createEventParser()
  const places = [0, ...[...cuts].map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
  return places.slice(1).flatMap((end, index) => parser.push(text.slice(places[index], end)))
}

const line = fc.stringMatching(/^[^\r\n]*$/)
const newline = fc.constantFrom('\n', '\r\n', '\r')
const frame = fc.record({
  event: fc.stringMatching(/^[a-z]{1,8}$/),
  id: fc.stringMatching(/^\d{1,4}$/),
  data: fc.array(line, { minLength: 1, maxLength: 4 }),
  comment: fc.boolean(),
})

test('events are the same however the stream is cut and whichever line ends it has', () => {
  fc.assert(
    fc.property(fc.array(frame), newline, fc.array(fc.nat()), (frames, end, cuts) => {
      const text = frames
        .map(({ event, id, data, comment }) =>
          [
            ...(comment ? [': still here'] : []),
            `id: ${id}`,
            `event: ${event}`,
            ...data.map((part) => `data: ${part}`),
            '',
            '',
          ].join(end),
        )
        .join('')
      const expected = frames.map(({ event, id, data }) => ({ event, id, data: data.join('\n') }))
      expect(parseInPieces(text, cuts)).toEqual(expected)
    }),
  )
})

test('a stream cut between CR and LF has no empty line there', () => {
  const parser = createEventParser()
  expect(parser.push('data: a\r')).toEqual([])
  expect(parser.push('\ndata: b\r')).toEqual([])
  expect(parser.push('\n\r')).toEqual([{ event: 'message', id: '', data: 'a\nb' }])
  expect(parser.push('\n')).toEqual([])
})

test('an event without its blank line is not one', () => {
  expect(parseInPieces('data: whole\n\ndata: cut off\n', [])).toEqual([{ event: 'message', id: '', data: 'whole' }])
})

test('comments, unknown fields and events without content are passed over', () => {
  expect(parseInPieces(': ping\n\nretry: 10\n\nevent: stage\n\ndata\n\n', [])).toEqual([
    { event: 'message', id: '', data: '' },
  ])
})

test('only one space after the colon belongs to the syntax', () => {
  expect(parseInPieces('data:  two\ndata:none\n\n', [])).toEqual([{ event: 'message', id: '', data: ' two\nnone' }])
})
