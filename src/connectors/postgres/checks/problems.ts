import type { Check, CheckProblem } from '../../../core/quality/checks/check.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import type { DiagnosisContext } from '../diagnose/row.ts'
import { diagnoseQuery } from '../diagnose.ts'

export const relationNotFound: CheckProblem = {
  code: 'RELATION_NOT_FOUND',
  message: 'There is no such relation, or the role cannot see it.',
}

export const relationAmbiguous = (names: readonly string[]): CheckProblem => ({
  code: 'RELATION_AMBIGUOUS',
  message: `There are several of this name: ${names.join(', ')}. Write its schema before it.`,
})

export const relationNotReadable: CheckProblem = {
  code: 'RELATION_NOT_READABLE',
  message: 'The role may not read it. Grant SELECT on it and USAGE on its schema.',
}

export const rowsHidden: CheckProblem = {
  code: 'ROWS_HIDDEN',
  message:
    'Row-level security may hide rows from this role, so nothing can be said of all rows. Check as a role with BYPASSRLS, or as one that sees them all.',
}

export const columnNotFound = (name: string, near: string | null): CheckProblem => ({
  code: 'COLUMN_NOT_FOUND',
  message: `There is no column ${name}.${near === null ? '' : ` Is it ${near}?`}`,
})

export const columnNotReadable = (name: string): CheckProblem => ({
  code: 'COLUMN_NOT_READABLE',
  message: `The role may not read the column ${name}. Grant SELECT on it.`,
})

export const columnUnfit = (name: string, type: string, what: string): CheckProblem => ({
  code: 'COLUMN_UNFIT',
  message: `The column ${name} is of type ${type}, which has no ${what}.`,
})

/** By SQLSTATE or its class. */
const known: Readonly<Record<string, Pick<CheckProblem, 'code' | 'message'>>> = {
  '57014': {
    code: 'QUERY_TIMED_OUT',
    message: 'It took longer than a check may, or someone cancelled it on the server.',
  },
  '55P03': {
    code: 'QUERY_LOCKED_OUT',
    message: 'Another session holds a lock on it. Check it again when that one is done.',
  },
  '42P01': { code: 'RELATION_NOT_FOUND', message: 'A relation that it names is not there, or was dropped meanwhile.' },
  '42703': { code: 'COLUMN_NOT_FOUND', message: 'A column that it names is not there, or was dropped meanwhile.' },
  '42501': { code: 'QUERY_DENIED', message: 'The role may not read what the check needs.' },
  '25006': { code: 'QUERY_WOULD_WRITE', message: 'It would write, and a check only reads.' },
  '21000': { code: 'QUERY_UNFIT', message: 'The query returns several rows, and the check compares one number.' },
  '42': { code: 'QUERY_UNFIT', message: 'The server cannot read the query or the condition.' },
  '0A': { code: 'QUERY_UNFIT', message: 'The server cannot do what the query or the condition asks for.' },
}

/**
 * Why one check could not be answered; null stands for several at once. Where rows were read, the server's words about
 * SQL that the check brings may quote their values, and are left out.
 */
export function checkProblem(
  error: QueryFailure,
  context: DiagnosisContext,
  check: Check | null,
  rowsRead = true,
): CheckProblem {
  const { kind, value, routine } = error.reason
  const diagnosis = diagnoseQuery(error, context)
  if (isLost(error)) return { code: diagnosis.code, message: 'The connection was lost in the middle of it.' }
  if (routine === 'check_enable_rls') return rowsHidden
  const state = kind === 'sqlstate' ? value : ''
  const words = known[state] ?? (state.startsWith('22') ? parameterUnfit(state, check) : known[state.slice(0, 2)])
  const quotesRows = rowsRead && bringsSql(check) && ['22', 'P0', '38'].includes(value.slice(0, 2)) && value !== '2201B'
  const detail = quotesRows ? undefined : diagnosis.detail
  return {
    code: words?.code ?? diagnosis.code,
    message: words?.message ?? diagnosis.summary,
    ...(detail === undefined ? {} : { detail }),
  }
}

const bringsSql = (check: Check | null): boolean =>
  check !== null && (check.where !== null || check.kind === 'tableCustomSQLQuery' || check.kind === 'tableDiff')

/** Names the parameters that it can be about. */
function parameterUnfit(state: string, check: Check | null): Pick<CheckProblem, 'code' | 'message'> {
  const code = 'PARAMETER_UNFIT'
  const given = check === null ? [] : kindOf(check.kind).parameters.filter(({ name }) => name in check.parameters)
  if (state === '2201B') {
    const name = given.find(({ name: one }) => /regex/i.test(one))?.name
    const where = name === undefined ? 'A regular expression' : `The regular expression in ${name}`
    return { code, message: `${where} is none that Postgres reads. Correct it.` }
  }
  const names = given.filter(({ type }) => type === 'value' || type === 'values' || type === 'count')
  const column = check?.column ?? null
  if (column === null || names.length === 0) {
    return { code, message: 'A value does not fit the type it is compared with, or arithmetic failed on a row.' }
  }
  const which = names.map(({ name }) => name).join(' or ')
  return {
    code,
    message: `${which} does not fit the type of the column ${column}, or arithmetic failed on a row. Give a value that the type reads.`,
  }
}

/** Whether the failure is about what was asked, so that asking the parts shows whose it is. */
export function isOfOne({ reason }: QueryFailure): boolean {
  const { kind, value } = reason
  return (
    kind === 'sqlstate' &&
    (['21', '22', '42', '0A', '54', 'P0', '38', '39'].includes(value.slice(0, 2)) || value === '53400')
  )
}
