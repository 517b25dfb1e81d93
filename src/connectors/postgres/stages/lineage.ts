import type { Finding } from '../../run-stages.ts'
import { counted, field } from '../diagnose/row.ts'
import { scopeOf } from './scope-of.ts'
import type { World } from './world.ts'

/**
 * Views from the server's own record of what they read; statements from the texts that usage could read.
 * Facts: { visible, readable, fromStatements: 'all' | 'some' | 'none', summary }; the first two
 * count views.
 */
export async function probeLineage(world: World, signal: AbortSignal): Promise<Finding> {
  const { relations } = await scopeOf(world, signal)
  const views = relations.filter(({ kind }) => kind === 'view' || kind === 'materialized view')
  const { readable, problem } = world.usage
  const count = views.length === 0 ? 'No views' : counted(views.length, 'view')
  const facts = {
    visible: views.length,
    readable: views.length,
    fromStatements: readable,
    summary: `${count}, ${readable === 'none' ? 'no' : readable} statements`,
  }
  if (readable === 'all') return { status: 'passed', facts }
  return {
    status: 'warned',
    facts,
    diagnosis: {
      code: 'LINEAGE_FROM_VIEWS_ONLY',
      cause: problem?.cause ?? { kind: 'protocol', value: 'STATEMENTS_UNREAD' },
      fields: [field.queryStatementSource],
      summary:
        readable === 'some'
          ? 'Lineage will come from views and from the statements whose texts are readable.'
          : 'Lineage will come from views only: no statements can be read.',
      remedy: 'What usage needs brings the rest of the lineage too.',
      actions: problem?.actions ?? [],
    },
  }
}
