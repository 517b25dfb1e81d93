import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseText } from '../../../../../src/connectors/postgres/settings/formats/parse-text.ts'
import type { JsonObject } from '../../../../../src/core/json.ts'

const canary = 'Zq7Canary'
const hostile = [
  ...'@:/?#%&=\'"\\ ;,|<>()[]{}$`*!~^+-_.\t',
  '://',
  '@h:1/',
  '${',
  '\\n',
  'é',
  '漢',
  '😀',
  ' host=',
  '?sslmode=',
  '#',
  ' #',
  ': ',
  '::',
  "''",
  '\\"',
]
const noise = fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map((pieces) => pieces.join(''))

/** As people paste them: the password as it is, whatever the format would ask for. */
const careless: Readonly<Record<string, (password: string) => string>> = {
  uri: (password) => `postgresql://u:${password}@h:1/d?application_name=x`,
  'quoted uri': (password) => `"postgres://u:${password}@h/d"`,
  conninfo: (password) => `host=h user=u password=${password} dbname=d`,
  'quoted conninfo': (password) => `host=h user=u password='${password}' dbname=d`,
  psql: (password) => `PGPASSWORD=${password} psql -h h -U u d`,
  'quoted psql': (password) => `PGPASSWORD='${password}' psql -h h -U u d`,
  'psql with conninfo': (password) => `psql "host=h user=u password=${password}"`,
  'psql with uri': (password) => `psql 'postgresql://u:${password}@h/d'`,
  docker: (password) => `docker exec -e PGPASSWORD="${password}" pg psql -U u d`,
  jdbc: (password) => `jdbc:postgresql://h:1/d?user=u&password=${password}&ssl=true`,
  sqlalchemy: (password) => `postgresql+psycopg2://u:${password}@h:1/d`,
  engine: (password) => `create_engine("postgresql+psycopg2://u:${password}@h:1/d", echo=True)`,
  connect: (password) => `psycopg2.connect(host="h", password="${password}", user="u")`,
  ado: (password) => `Host=h;Username=u;Password=${password};Database=d`,
  env: (password) => `PGHOST=h\nPGPASSWORD=${password}\nPGUSER=u\n`,
  'quoted env': (password) => `DB_HOST=h\nDB_PASSWORD="${password}"\nDB_USER=u\n`,
  'env with uri': (password) => `DATABASE_URL=postgres://u:${password}@h/d`,
  pgpass: (password) => `h:1:d:u:${password}`,
  service: (password) => `[s]\nhost=h\npassword=${password}\nuser=u\n`,
  django: (password) =>
    `DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': '${password}', 'HOST': 'h'}}`,
  rails: (password) => `production:\n  adapter: postgresql\n  password: ${password}\n  host: h\n`,
  compose: (password) =>
    `services:\n  db:\n    image: postgres\n    environment:\n      - POSTGRES_PASSWORD=${password}\n    ports: ["1:5432"]\n`,
  'compose with uri': (password) =>
    `services:\n  app:\n    image: app\n    environment:\n      DATABASE_URL: postgres://u:${password}@h/d\n`,
  'rails with uri': (password) => `test:\n  url: "postgres://u:${password}@h/d"\n`,
  kubernetes: (password) => `env:\n- name: PGPASSWORD\n  value: ${password}\n- name: PGHOST\n  value: h\n`,
  'kubernetes secret': (password) =>
    `kind: Secret\nstringData:\n  host: h\n  user: u\n  password: ${password}\n  dbname: d\n`,
  prisma: (password) => `datasource db {\n  url = "postgresql://u:${password}@h/d"\n}`,
  openmetadata: (password) =>
    `source:\n  serviceConnection:\n    config:\n      hostPort: h:1\n      username: u\n      authType:\n        password: ${password}\n`,
  'named values': (password) => `{"host": "h", "user": "u", "password": "${password}", "dbname": "d"}`,
  'form as YAML': (password) => `hostPort: h:1\nusername: u\npassword: ${password}\n`,
  'form as JSON': (password) => `{"hostPort": "h:1", "password": "${password}", "username": "u"}`,
}

/** Everything a text turned into, except what went into the password field. */
function visible(text: string): string {
  const parsed = parseText(text)
  if (!parsed.ok) return JSON.stringify(parsed.error)
  const shown = parsed.value.readings.map((reading) => ({ ...reading, form: withoutPassword(reading.form) }))
  return JSON.stringify({ ...parsed.value, readings: shown })
}

function withoutPassword(form: JsonObject): JsonObject {
  const { password: _, ...rest } = form
  return rest
}

describe('a password lands in the password field or nowhere, however carelessly it is pasted', () => {
  for (const [name, write] of Object.entries(careless)) {
    it(name, () => {
      fc.assert(
        fc.property(noise, noise, (before, after) => {
          expect(visible(write(`${before}${canary}${after}`))).not.toContain(canary)
          // Torn apart by whatever stands in the middle of it.
          const torn = visible(write(`${before}${canary}${after}${canary}${before}`))
          expect(torn).not.toContain(canary)
        }),
        { numRuns: Number(process.env.PATCHBAY_SOAK_RUNS ?? 300) },
      )
    })
  }
})

describe('any text is read or refused, never a crash', () => {
  it('noise', () => {
    const piece = fc.constantFrom(
      ...hostile,
      '\n',
      '\r\n',
      '  ',
      '- ',
      'host',
      'PGHOST=',
      'postgresql://',
      'psql ',
      'jdbc:postgresql:',
      'create_engine(',
      'services:\n',
      '&a ',
      '*a',
      '<<: ',
      '|',
      '[s]\n',
      'hostPort: ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const parsed = parseText(text)
        if (!parsed.ok) expect(parsed.error.position).toBeLessThanOrEqual(text.length)
        else expect(parsed.value.readings.length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })
})
