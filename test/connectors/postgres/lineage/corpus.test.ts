import { describe, expect, it } from 'vitest'
import { corpusFolder, readCases, type Score, scoreCase } from './corpus.ts'

/** Cases in which we follow Postgres and the other tool does not, each with the reason. */
const disagreements: Readonly<Record<string, string>> = {
  'test_column_top_level_enable_lateral_ref[dummy]': 'an output names another output, which Postgres refuses',
  'test_column_enable_lateral_ref_within_subquery[dummy]': 'an output names another output, which Postgres refuses',
  test_select_column_wildcard_with_qualifier: 'a relation is named that an alias hides, which Postgres refuses',
  test_union_where_later_branch_introduces_new_output_columns: 'branches of different width, which Postgres refuses',
  test_select_column_name_case_insensitive: 'two outputs are two columns of the target, whatever their case',
  test_nested_cte_with_partial_wildcard_expansion: 'a column is named beside the star; the other tool drops it',
  test_select_column_without_table_qualifier_from_table_join: "a left join's USING column has the left side's value",
  test_drop_after_create: 'each statement is told for itself: the table was written before it was dropped',
  test_alter_target_table_name: 'each statement is told for itself: the table had its old name when it was written',
  'test_copy_from_path[postgres]': 'a file is no relation',
  'test_select_from_quoted_table_preserves_case[SELECT': 'the schema is part of the name',
}
const refusedByPostgres = /which Postgres refuses$/

describe.skipIf(corpusFolder === null)(
  'cases of other lineage tools (skipped without ../shared/corpus/lineage)',
  () => {
    it('agree with ours but for reasons', async () => {
      const scores: Score[] = []
      for (const found of readCases(corpusFolder ?? '')) scores.push(...(await scoreCase(found)))
      const different = scores.filter(({ outcome }) => outcome === 'different')
      expect(different.filter(({ id }) => !(id in disagreements))).toEqual([])
      for (const [level, bar] of [
        ['column', 0.97],
        ['relation', 0.96],
      ] as const) {
        const valid = scores.filter(
          (score) =>
            score.level === level &&
            score.outcome !== 'refused' &&
            !refusedByPostgres.test(disagreements[score.id] ?? ''),
        )
        const equal = valid.filter(({ outcome }) => outcome === 'equal').length
        console.log(`${level}: ${equal} of ${valid.length} valid cases equal`)
        expect(equal / valid.length).toBeGreaterThanOrEqual(bar)
      }
    })
  },
)
