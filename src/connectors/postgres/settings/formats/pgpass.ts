import { ok, type Result } from '../../../../core/result.ts'
import { readParameters } from './libpq-reading.ts'
import { problem, type Reading, type TextFormat, type TextProblem } from './text-format.ts'

const names = ['host', 'port', 'dbname', 'user', 'password'] as const

/** Lines of a `.pgpass` file: `host:port:database:user:password`, with `\:` and `\\` for `:` and `\`. */
export const pgpass: TextFormat = {
  title: '.pgpass line',
  recognises: (text) => {
    const lines = contentLines(text)
    return lines.length > 0 && lines.every(({ line }) => hasShape(splitFields(line)))
  },
  parse(text) {
    const readings: Reading[] = []
    for (const { line, position } of contentLines(text)) {
      const reading = readLine(line, position)
      if (!reading.ok) return reading
      readings.push(reading.value)
    }
    return readings.length === 0 ? problem(0, 'There is no line with a password') : ok(readings)
  },
}

function contentLines(text: string): readonly { line: string; position: number }[] {
  let position = 0
  return text.split('\n').flatMap((raw) => {
    const line = raw.replace(/\r$/, '')
    const at = position
    position += raw.length + 1
    return line.trim() === '' || line.startsWith('#') ? [] : [{ line, position: at }]
  })
}

const hasShape = (fields: readonly string[]): boolean =>
  fields.length === 5 && /^(?:\d{1,5}|\*)$/.test(fields[1] ?? '') && !/\s/.test(fields[0] ?? '')

/** The password is all that follows the fourth colon, as libpq reads it. */
function splitFields(line: string): readonly string[] {
  const fields = ['']
  for (let at = 0; at < line.length; at += 1) {
    const last = fields.length - 1
    if (line[at] === ':' && last < 4) fields.push('')
    else {
      if (line[at] === '\\' && at + 1 < line.length) at += 1
      fields[last] += line[at] ?? ''
    }
  }
  return fields
}

function readLine(line: string, position: number): Result<Reading, TextProblem> {
  const fields = splitFields(line)
  if (fields.length < 5)
    return problem(position, 'This line has fewer than five fields: host:port:database:user:password')
  if (!hasShape(fields)) return problem(position, 'The second field of this line is not a port')
  const [host = '', port = '', database = '', user = ''] = fields
  const isAny = fields.slice(0, 4).includes('*')
  const given = names.map((name, index) => ({ name, value: fields[index] ?? '', position }))
  const reading = readParameters(
    given.filter(({ name, value }) => name === 'password' || value !== '*'),
    { databaseOfUser: false },
  )
  const notes = isAny ? ['A * stands for anything: that field stays as it is.'] : []
  return ok({ label: `${host}:${port}/${database} ${user}`, form: reading.form, notes: [...notes, ...reading.notes] })
}

/** A field of a line. */
export const pgpassField = (value: string): string => value.replace(/[\\:]/g, '\\$&')
