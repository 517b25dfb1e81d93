import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { corpusFolder, readCases, type Score, scoreCase } from './corpus.ts'

/** A case in which we do not say what the other tool says. */
interface Disagreement {
  readonly id: string
  /** Tells it from other cases of the same name. */
  readonly sql: RegExp
  readonly reason: string
  /** Where the server itself refuses the case, or shows that it is mistaken: what has to be there, and its answer. */
  readonly proof?: { readonly setup: string; readonly sqlState: string }
}

const person = 'create schema temp; create schema person; create table person.person (firstname text, middlename text,'
const disagreements: readonly Disagreement[] = [
  {
    id: 'test_column_top_level_enable_lateral_ref[dummy]',
    sql: /user_name \|\|/,
    reason: 'an output names another output',
    proof: {
      setup: `${person} lastname text); create table temp.person_contact (a text, b text)`,
      sqlState: '42703',
    },
  },
  {
    id: 'test_column_enable_lateral_ref_within_subquery[dummy]',
    sql: /prefixname \|\|/,
    reason: 'an output names another output',
    proof: { setup: `${person} lastname text); create table temp.person_full_name (a text)`, sqlState: '42703' },
  },
  {
    id: 'test_column_enable_lateral_ref_within_subquery[dummy]',
    sql: /partial_code \|\|/,
    reason: 'an output names another output',
    proof: {
      setup: `${person} lastname text, businessentityid int); create schema sales;
        create table sales.customer (customerid int, personid int); create table temp.customer_identifier (a text)`,
      sqlState: '42703',
    },
  },
  {
    id: 'test_select_column_wildcard_with_qualifier',
    sql: /SELECT tab2\.\* FROM tab2 a/,
    reason: 'a relation is named that an alias hides',
    proof: {
      setup: 'create table tab1 (id int); create table tab2 (id int); create table tab3 (id int)',
      sqlState: '42P01',
    },
  },
  {
    id: 'test_union_where_later_branch_introduces_new_output_columns',
    sql: /./,
    reason: 'branches of different width',
    proof: {
      setup: 'create table tgt (a int, b int); create table t1 (a int); create table t2 (a int, b int)',
      sqlState: '42601',
    },
  },
  {
    id: 'test_select_from_quoted_table_preserves_case[SELECT',
    sql: /schema\."MyTable"/,
    reason: 'the schema is part of the name: a relation of that name in the default schema is not the one that is read',
    proof: { setup: 'create schema schema; create table "MyTable" (a int)', sqlState: '42P01' },
  },
  {
    id: 'test_select_column_name_case_insensitive',
    sql: /./,
    reason: 'two outputs go into two columns of the target, whatever their names',
  },
  {
    id: 'test_nested_cte_with_partial_wildcard_expansion',
    sql: /./,
    reason: 'a column is named beside the star; the other tool drops it',
  },
  {
    id: 'test_select_column_without_table_qualifier_from_table_join',
    sql: /./,
    reason: "a left join's USING column has the left side's value",
  },
  { id: 'test_copy_from_path[postgres]', sql: /./, reason: 'a file is no relation' },
]

const disagreementOf = ({ id, sql }: { readonly id: string; readonly sql: string }) =>
  disagreements.find((each) => each.id === id && each.sql.test(sql))

describe.skipIf(corpusFolder === null)(
  'cases of other lineage tools (skipped without ../shared/corpus/lineage)',
  () => {
    const cases = corpusFolder === null ? [] : readCases(corpusFolder)

    it('agree with ours but for reasons', async () => {
      const scores: Score[] = []
      for (const found of cases) scores.push(...(await scoreCase(found)))
      const different = scores.filter(({ outcome }) => outcome === 'different')
      expect(different.filter((score) => disagreementOf(score) === undefined)).toEqual([])
      for (const [level, bar] of [
        ['column', 0.97],
        ['relation', 0.99],
      ] as const) {
        const valid = scores.filter(
          (score) => score.level === level && score.outcome !== 'refused' && disagreementOf(score)?.proof === undefined,
        )
        const equal = valid.filter(({ outcome }) => outcome === 'equal').length
        console.log(`${level}: ${equal} of ${valid.length} valid cases equal`)
        expect(equal / valid.length).toBeGreaterThanOrEqual(bar)
      }
    })

    describe('that a server refuses', () => {
      let server: TestServer
      beforeAll(async () => {
        server = await startServer()
      })
      afterAll(() => server.stop())

      const proven = disagreements.flatMap(({ id, sql, proof }) => {
        const found = cases.find((each) => each.id === id && sql.test(each.sql.replace(/\s+/g, ' ')))
        return proof === undefined ? [] : [{ name: `${id} ${sql}`, sql: found?.sql ?? '', proof }]
      })
      it.each(proven)('$name', async ({ sql, proof: { setup, sqlState } }) => {
        expect(sql).not.toBe('')
        const attempt = server.sql(`begin; ${setup}; ${sql}; rollback`)
        await expect(attempt).rejects.toMatchObject({ code: sqlState })
      })
    })
  },
)
