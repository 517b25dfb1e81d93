import type { Routine } from '../../../core/catalog/objects.ts'
import { renderAttributes, toSteps } from './attributes.ts'
import { quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

export function renderRoutine(routine: Routine, context: RenderContext): Step[] {
  const none = routine.kind === 'aggregate' && routine.arguments === ''
  const name = `${quoteQualified(routine)}(${none ? '*' : routine.arguments})`
  const word = routine.kind === 'procedure' ? 'PROCEDURE' : routine.kind === 'aggregate' ? 'AGGREGATE' : 'FUNCTION'
  // What GRANT takes for an aggregate is a function of its argument types.
  const on = `${routine.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION'} ${quoteQualified(routine)}(${plainArguments(routine)})`
  return toSteps('create', [
    `${routine.definition.trimEnd().replace(/;$/, '')};`,
    ...renderAttributes(`${word} ${name}`, routine, context, { kind: 'routine', on }),
  ])
}

/** Only an ordered-set aggregate writes its direct and its sorted arguments apart. */
function plainArguments({ kind, arguments: text }: Routine): string {
  if (kind !== 'aggregate') return text
  const [direct = '', sorted] = text.split(/ ?ORDER BY /)
  // A variadic one takes both from the same list.
  if (sorted === undefined || direct.includes('VARIADIC ')) return direct
  return direct === '' ? sorted : `${direct}, ${sorted}`
}
