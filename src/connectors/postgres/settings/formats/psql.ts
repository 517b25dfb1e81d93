import { ok, type Result } from '../../../../core/result.ts'
import { parseUri } from '../parse-uri.ts'
import { parseConninfo } from './conninfo.ts'
import { isLibpqParameter, readParameters } from './libpq-reading.ts'
import { parameterOfVariable } from './libpq-variables.ts'
import { type ShellWord, splitShellWords } from './shell-words.ts'
import { type NamedValue, problem, type TextFormat, type TextProblem } from './text-format.ts'

const program = /^(?:.*[/\\])?(?:psql|pgcli)(?:\.exe)?$/
const launchers = /^(?:docker|podman|docker-compose|kubectl|sudo|env|export|time|ssh|nohup|\$|>)$/
const containers = /^(?:docker|podman|docker-compose|kubectl)$/

const options: Readonly<Record<string, string>> = {
  '-h': 'host',
  '--host': 'host',
  '-p': 'port',
  '--port': 'port',
  '-U': 'user',
  '--username': 'user',
  '-d': 'dbname',
  '--dbname': 'dbname',
}
const shortWithValue = 'cdfFhLopPRTUv'
const longWithValue =
  /^--(?:command|field-separator|file|log-file|output|pset|record-separator|set|table-attr|variable)$/

/** `psql -h db.example.org -U reader orders`, also with `PGPASSWORD=…` before it or behind `docker exec`. */
export const psql: TextFormat = {
  title: 'psql command',
  recognises(text) {
    const words = splitShellWords(text)
    const list = words.ok ? words.value.map((word) => word.text) : text.trim().split(/\s+/)
    const at = list.findIndex((word) => program.test(word))
    const [first = ''] = list
    return at === 0 || (at > 0 && (/^[A-Z_]+=/.test(first) || launchers.test(first)))
  },
  parse(text) {
    const split = splitShellWords(text)
    if (!split.ok) return split
    const words = split.value
    const at = words.findIndex((word) => program.test(word.text))
    const before = words.slice(0, at)
    const after = words.slice(at + 1)
    const end = after.findIndex((word) => word.isOperator)
    const read = readArguments(end < 0 ? after : after.slice(0, end), text)
    if (!read.ok) return read
    const { parameters, notes } = read.value
    const reading = readParameters([...readEnvironment(before, notes), ...parameters])
    if (before.some((word) => containers.test(word.text))) {
      notes.push('The command runs inside a container. Check that the host is the one to use from here.')
    }
    if (reading.form.hostPort === undefined) {
      notes.push('No host is given: psql takes the socket of the machine it runs on. The host stays as it is.')
    }
    return ok([{ ...reading, notes: [...notes, ...reading.notes] }])
  },
}

function readEnvironment(words: readonly ShellWord[], notes: string[]): readonly NamedValue[] {
  return words.flatMap(({ text, position, isDynamic }) => {
    const found = /^(?:--env=|-e)?(PG[A-Z]+)=(.*)$/s.exec(text)
    const name = parameterOfVariable(found?.[1] ?? '')
    if (found === null || name === null) return []
    if (isDynamic) notes.push(dynamicNote(name))
    return isDynamic ? [] : [{ name, value: found[2] ?? '', position }]
  })
}

interface Read {
  readonly parameters: readonly NamedValue[]
  readonly notes: string[]
}

function readArguments(words: readonly ShellWord[], text: string): Result<Read, TextProblem> {
  const parameters: NamedValue[] = []
  const notes: string[] = []
  let positional = ['dbname', 'user']
  const addValue = (name: string, word: ShellWord): Result<null, TextProblem> => {
    const { text: value, position, isDynamic } = word
    // Behind a connection string no user name follows.
    if (name === 'dbname' && /[=:]/.test(value)) positional = []
    if (isDynamic) notes.push(dynamicNote(name))
    else if (name === 'dbname') {
      const parts = readDatabase(word, text, notes)
      if (!parts.ok) return parts
      parameters.push(...parts.value)
    } else parameters.push({ name, value, position })
    return ok(null)
  }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined) break
    const option = splitOption(word)
    if (option === null) {
      const name = positional.shift()
      if (name === undefined) return problem(word.position, 'Something follows that is neither an option nor its value')
      const added = addValue(name, word)
      if (!added.ok) return added
      continue
    }
    if (!option.takesValue) continue
    const value = option.value ?? words[at + 1]
    if (option.value === null) at += 1
    if (value === undefined) return problem(word.position, 'This option needs a value')
    const name = Object.hasOwn(options, option.name) ? options[option.name] : undefined
    const added = name === undefined ? ok(null) : addValue(name, value)
    if (!added.ok) return added
  }
  return ok({ parameters, notes })
}

/** `-hdb`, `-h db`, `--host=db` or `--host db`; several flags may share a dash, as in `-AtU reader`. Null for no option. */
function splitOption(word: ShellWord): { name: string; takesValue: boolean; value: ShellWord | null } | null {
  const { text, position } = word
  if (text.startsWith('--')) {
    const equals = text.indexOf('=')
    const name = equals < 0 ? text : text.slice(0, equals)
    const takesValue = Object.hasOwn(options, name) || longWithValue.test(name)
    const value = equals < 0 ? null : { ...word, text: text.slice(equals + 1), position: position + equals + 1 }
    return { name, takesValue: takesValue && text !== '--', value }
  }
  if (!/^-./.test(text)) return null
  const letter = [...text.slice(1)].findIndex((flag) => shortWithValue.includes(flag))
  if (letter < 0) return { name: text, takesValue: false, value: null }
  const rest = text.slice(letter + 2)
  const value = rest === '' ? null : { ...word, text: rest, position: position + letter + 2 }
  return { name: `-${text[letter + 1]}`, takesValue: true, value }
}

/** Where a database is asked for, psql also takes a whole connection string. */
function readDatabase(
  { text: value, position, end }: ShellWord,
  text: string,
  notes: string[],
): Result<readonly NamedValue[], TextProblem> {
  const scheme = /^postgres(?:ql)?:\/\//i.exec(value)
  if (scheme !== null) {
    // What follows may be the rest of a password with a quote in it.
    const at = text.indexOf('@', end)
    if (at >= 0) return problem(at, 'An @ follows the connection string. Paste it without what follows')
    const parsed = parseUri(value, { start: scheme[0].length })
    if (!parsed.ok) return problem(position + parsed.error.position, parsed.error.message)
    notes.push(...parsed.value.notes)
    return ok(parsed.value.parameters.filter((one) => one.value !== ''))
  }
  const first = /^\s*([a-z_]+)\s*=/.exec(value)?.[1] ?? ''
  if (isLibpqParameter(first)) return parseConninfo(value, position)
  return ok([{ name: 'dbname', value, position }])
}

const dynamicNote = (name: string): string =>
  name === 'password'
    ? 'The password comes from the shell. Type the password itself.'
    : `${name} comes from the shell and is left out.`
