import type { Routine } from '../../../core/catalog/objects.ts'
import { toWord } from '../catalog/decode.ts'
import { routineDefinitions, routines } from '../catalog/questions/routines.ts'
import { type NeedsOf, toBase } from './base.ts'
import { aggregateDefinitions } from './exotic-objects.ts'
import { catalogs, type Names } from './names.ts'
import type { Answers } from './transaction.ts'
import { parallels, routineKinds, volatilities } from './words.ts'

/** Functions, procedures, aggregates and window functions. */
export function buildRoutines(answers: Answers, names: Names, needsOf: NeedsOf): Routine[] {
  const definitions = new Map(answers.of(routineDefinitions).map((entry) => [entry.oid, entry]))
  const aggregates = aggregateDefinitions(answers)
  return answers.of(routines).map((routine): Routine => {
    const written = definitions.get(routine.oid)
    const isAggregate = routine.kind === 'a'
    return {
      kind: toWord(routineKinds, routine.kind),
      ...toBase(routine, catalogs.routine, names, needsOf),
      ...names.qualified(routine.namespace, routine.name),
      arguments: routine.identityArguments ?? '',
      parameters: routine.parameters ?? '',
      result: routine.result,
      language: routine.language,
      volatility: toWord(volatilities, routine.volatility),
      parallel: toWord(parallels, routine.parallel),
      strict: routine.strict,
      securityDefiner: routine.securityDefiner,
      leakproof: routine.leakproof,
      definition: (isAggregate ? aggregates.get(routine.oid) : written?.text) ?? '',
      body: isAggregate ? null : routine.standardBody ? (written?.body ?? null) : routine.source,
    }
  })
}
