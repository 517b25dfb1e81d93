import { ok } from '../../../../core/result.ts'
import { readParameters } from './libpq-reading.ts'
import { type PythonEntry, parsePython } from './python-literal.ts'
import { pythonText } from './sqlalchemy.ts'
import { type NamedValue, problem, type Reading, type TextFormat } from './text-format.ts'

const names: Readonly<Record<string, string>> = {
  HOST: 'host',
  PORT: 'port',
  NAME: 'dbname',
  USER: 'user',
  PASSWORD: 'password',
}

/** `DATABASES = { 'default': { 'ENGINE': 'django.db.backends.postgresql', … } }` of a Django project's settings. */
export const django: TextFormat = {
  title: 'Django DATABASES',
  recognises: (text) => /^[ \t]*DATABASES\s*=\s*\{/m.test(text) || /['"]ENGINE['"]\s*:\s*['"]/.test(text),
  parse(text) {
    const named = /^[ \t]*DATABASES\s*=\s*/m.exec(text)
    const start = named === null ? text.indexOf('{') : named.index + named[0].length
    if (start < 0) return problem(0, 'There is no { with named values')
    const parsed = parsePython(text, start)
    if (!parsed.ok) return parsed
    if (parsed.value.kind !== 'items') return problem(start, 'This is computed when the code runs. Paste its value')
    const { entries } = parsed.value
    const databases = entries.some(({ key }) => key === 'ENGINE') ? [{ key: '', entries }] : nested(entries)
    const readings = databases.flatMap((one) => readDatabase(one.key, one.entries) ?? [])
    return readings.length === 0 ? problem(start, 'None of these databases has an engine for Postgres') : ok(readings)
  },
}

const nested = (entries: readonly PythonEntry[]) =>
  entries.flatMap(({ key, value }) => (key !== null && value.kind === 'items' ? [{ key, entries: value.entries }] : []))

function readDatabase(label: string, entries: readonly PythonEntry[]): Reading | null {
  const engine = entries.find(({ key }) => key === 'ENGINE')?.value
  if (engine?.kind !== 'text' || !/postg/i.test(engine.text)) return null
  const notes: string[] = []
  const parameters = entries.flatMap(({ key, value, position }): readonly NamedValue[] => {
    if (key === 'OPTIONS' && value.kind === 'items') {
      return value.entries.flatMap((option) => named(option, option.key, notes))
    }
    const name = key === null || !Object.hasOwn(names, key) ? undefined : names[key]
    return name === undefined ? [] : named({ key, value, position }, name, notes)
  })
  const reading = readParameters(parameters)
  return { label, form: reading.form, notes: [...notes, ...reading.notes] }
}

function named({ value, position }: PythonEntry, name: string | null, notes: string[]): readonly NamedValue[] {
  const text = pythonText(value)
  if (text !== null && name !== null) return [{ name, value: text, position }]
  notes.push(`The value at character ${value.position + 1} is computed when the code runs and is left out.`)
  return []
}
