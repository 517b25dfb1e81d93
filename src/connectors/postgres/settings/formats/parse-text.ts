import { ok, type Result } from '../../../../core/result.ts'
import { ado } from './ado.ts'
import { compose } from './compose.ts'
import { conninfo } from './conninfo.ts'
import { django } from './django.ts'
import { looksLikeDocument, parseDocument } from './document.ts'
import { env } from './env.ts'
import { formDocument } from './form-document.ts'
import { jdbc } from './jdbc.ts'
import { kubernetes } from './kubernetes.ts'
import { namedValues } from './named-values.ts'
import { openmetadata } from './openmetadata.ts'
import { pgpass } from './pgpass.ts'
import { prisma } from './prisma.ts'
import { psql } from './psql.ts'
import { rails } from './rails.ts'
import { serviceFile } from './service-file.ts'
import { sqlalchemy } from './sqlalchemy.ts'
import { problem, type Reading, type TextFormat, type TextProblem } from './text-format.ts'
import { unwrap } from './unwrap.ts'
import { uri } from './uri.ts'

/** The first that recognises a text reads it: what is told by a few characters comes before what is told by its shape. */
const formats: readonly TextFormat[] = [
  uri,
  jdbc,
  sqlalchemy,
  psql,
  django,
  prisma,
  conninfo,
  serviceFile,
  openmetadata,
  formDocument,
  rails,
  compose,
  kubernetes,
  namedValues,
  ado,
  env,
  pgpass,
]

export interface ReadText {
  /** Names the format, such as `JDBC URL`. */
  readonly format: string
  /** Connections that the text describes; at least one. */
  readonly readings: readonly Reading[]
}

/** Tells in which format a connection is written down; null for none that is known. */
export function recogniseText(text: string): string | null {
  return formats.find((format) => format.recognises(text))?.title ?? null
}

/** A connection as it is written down in any known format → form values. Reads nothing but the text. */
export function parseText(given: string): Result<ReadText, TextProblem> {
  const text = given.replace(/^\uFEFF/, ' ')
  const nul = text.indexOf('\0')
  if (nul >= 0) return problem(nul, 'There is a NUL character in it')
  const format = formats.find((one) => one.recognises(text))
  if (format === undefined) return unrecognised(text)
  const parsed = format.parse(text)
  return parsed.ok ? ok({ format: format.title, readings: parsed.value }) : parsed
}

function unrecognised(text: string): Result<never, TextProblem> {
  const { text: inner, start } = unwrap(text)
  if (inner === '') return problem(0, 'There is nothing in it')
  if (/^[a-z][\w+.-]*(?::[a-z][\w+.-]*)*:\/\//i.test(inner))
    return problem(start, 'This is not the address of a Postgres database')
  const parsed = looksLikeDocument(text) ? parseDocument(text) : null
  if (parsed !== null && !parsed.ok) return parsed
  if (parsed !== null) return problem(start, 'No Postgres connection is described in it')
  return problem(start, 'The way it is written is not known. A connection URI begins with postgresql://')
}
