import { parseObjectName } from '../../../core/catalog/find-object.ts'
import type { Check, CheckProblem } from '../../../core/quality/checks/check.ts'
import { relationName } from '../../../core/quality/checks/relation-name.ts'
import { decodeRows } from '../profile/table-transaction.ts'
import type { CheckTransaction } from './check-transaction.ts'
import { type Found, isProblem, type Subject } from './measure.ts'
import { relationAmbiguous, relationNotFound } from './problems.ts'
import { type CheckedRelation, checkedColumns, checkedRelations } from './relations.ts'

/** What checks are about, relation by relation, and checks that are about nothing. */
export interface Subjects {
  readonly found: ReadonlyMap<CheckedRelation, readonly Subject[]>
  readonly lost: readonly { readonly check: Check; readonly problem: CheckProblem }[]
}

interface Name {
  readonly database: string | null
  readonly schema: string | null
  readonly relation: string
}

/** Two questions, however many checks. Rejects with a `QueryFailure`. */
export async function findSubjects(
  checks: readonly Check[],
  database: string,
  transaction: CheckTransaction,
): Promise<Subjects> {
  const names = [...checks, ...checks.flatMap(({ parameters }) => otherName(parameters.table2) ?? [])]
  const wanted = [...new Set(names.map(({ relation }) => relation))]
  const relations = decodeRows(await transaction.ask(checkedRelations.sql(wanted)), checkedRelations.decode)
  const oids = relations.map(({ oid }) => oid)
  const columns =
    oids.length === 0 ? [] : decodeRows(await transaction.ask(checkedColumns.sql(oids)), checkedColumns.decode)
  const all: readonly Found[] = relations.map((relation) => ({
    relation,
    columns: columns.filter((column) => column.relation === relation.oid),
  }))
  const found = new Map<CheckedRelation, Subject[]>()
  const lost: { check: Check; problem: CheckProblem }[] = []
  const other = (text: string) => {
    const name = otherName(text)
    return name === null ? relationNotFound : resolve(name, database, all)
  }
  for (const check of checks) {
    const one = resolve({ ...check, database: null }, database, all)
    if (isProblem(one)) lost.push({ check, problem: one })
    else found.set(one.relation, [...(found.get(one.relation) ?? []), { ...one, check, other }])
  }
  return { found, lost }
}

function otherName(text: unknown): Name | null {
  const name = typeof text === 'string' ? parseObjectName(text) : null
  if (name === null) return null
  const [relation = '', schema = null, database = null] = [...name.parts].reverse()
  return { database, schema, relation }
}

function resolve(name: Name, database: string, all: readonly Found[]): Found | CheckProblem {
  if (name.database !== null && name.database !== database) {
    return { code: 'RELATION_NOT_FOUND', message: `A check stays within one database, here ${database}.` }
  }
  const candidates = all.filter(
    ({ relation: { schema, name: own } }) =>
      own === name.relation &&
      (name.schema === null ? !['pg_catalog', 'information_schema'].includes(schema) : name.schema === schema),
  )
  const [first, ...others] = candidates
  if (first === undefined) return relationNotFound
  if (others.length === 0) return first
  const written = candidates.map(({ relation }) =>
    relationName({ database: null, schema: relation.schema, relation: relation.name }),
  )
  return relationAmbiguous(written)
}
