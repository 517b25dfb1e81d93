import { ok } from '../../../../core/result.ts'
import { readParameters } from './libpq-reading.ts'
import { type NamedValue, problem, type Reading, type TextFormat } from './text-format.ts'

/** Sections of `pg_service.conf`: `[orders]`, then lines of `name=value`, without quotes. */
export const serviceFile: TextFormat = {
  title: 'pg_service.conf section',
  recognises: (text) => /^(?:\s|#.*\n)*\[[^\]\n]+\][ \t]*\r?\n\s*(?:#.*\n\s*)*[a-z_]+\s*=/.test(text),
  parse(text) {
    const sections: { label: string; parameters: NamedValue[]; notes: string[] }[] = []
    let position = 0
    for (const raw of text.split('\n')) {
      const at = position
      position += raw.length + 1
      // Leading white space and everything blank at the end do not count, as in libpq.
      const line = raw.trim()
      if (line === '' || line.startsWith('#')) continue
      const heading = /^\[(.*)\]$/.exec(line)
      const section = sections.at(-1)
      if (heading !== null) sections.push({ label: heading[1] ?? '', parameters: [], notes: [] })
      else if (section === undefined) return problem(at, 'This line stands before the first [section]')
      else if (line.startsWith('ldap:')) section.notes.push('A line that asks an LDAP server is left out.')
      else {
        const equals = line.indexOf('=')
        if (equals < 1) return problem(at, 'This line is not name=value')
        section.parameters.push({ name: line.slice(0, equals).trim(), value: line.slice(equals + 1), position: at })
      }
    }
    const readings = sections.map(({ label, parameters, notes }): Reading => {
      const reading = readParameters(parameters)
      return { label, form: reading.form, notes: [...notes, ...reading.notes] }
    })
    return readings.length === 0 ? problem(0, 'There is no [section]') : ok(readings)
  },
}
