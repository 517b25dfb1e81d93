import { quoteLiteral } from './quote.ts'

/** A row of pg_aggregate; functions, types and the sort operator as SQL text, null where there is none. */
export interface AggregateParts {
  /** Quoted and qualified. */
  readonly name: string
  /** As in its signature; empty for none. */
  readonly arguments: string
  readonly kind: 'normal' | 'ordered-set' | 'hypothetical'
  readonly transition: string
  readonly state: string
  /** Bytes; 0 where the planner guesses. */
  readonly stateSize: number
  readonly initial: string | null
  readonly final: string | null
  readonly finalExtra: boolean
  readonly finalModify: AggregateModify
  readonly combine: string | null
  readonly serialize: string | null
  readonly deserialize: string | null
  readonly movingTransition: string | null
  readonly movingInverse: string | null
  readonly movingState: string | null
  readonly movingStateSize: number
  readonly movingInitial: string | null
  readonly movingFinal: string | null
  readonly movingFinalExtra: boolean
  readonly movingFinalModify: AggregateModify
  readonly sortOperator: string | null
  readonly parallel: 'safe' | 'restricted' | 'unsafe'
}

export type AggregateModify = 'read_only' | 'shareable' | 'read_write'

/** The CREATE statement of an aggregate, without its semicolon: the server writes none. */
export function renderAggregate(parts: AggregateParts): string {
  const line = (word: string, value: string | null) => (value === null ? [] : [`${word} = ${value}`])
  const text = (word: string, value: string | null) => line(word, value === null ? null : quoteLiteral(value))
  const usual: AggregateModify = parts.kind === 'normal' ? 'read_only' : 'read_write'
  const modify = (word: string, value: AggregateModify, final: string | null) =>
    final === null || value === usual ? [] : [`${word} = ${value}`]
  const lines = [
    `SFUNC = ${parts.transition}`,
    `STYPE = ${parts.state}`,
    ...(parts.stateSize === 0 ? [] : [`SSPACE = ${parts.stateSize}`]),
    ...text('INITCOND', parts.initial),
    ...line('FINALFUNC', parts.final),
    ...(parts.finalExtra ? ['FINALFUNC_EXTRA'] : []),
    ...modify('FINALFUNC_MODIFY', parts.finalModify, parts.final),
    ...line('COMBINEFUNC', parts.combine),
    ...line('SERIALFUNC', parts.serialize),
    ...line('DESERIALFUNC', parts.deserialize),
    ...line('MSFUNC', parts.movingTransition),
    ...line('MINVFUNC', parts.movingInverse),
    ...line('MSTYPE', parts.movingState),
    ...(parts.movingStateSize === 0 ? [] : [`MSSPACE = ${parts.movingStateSize}`]),
    ...text('MINITCOND', parts.movingInitial),
    ...line('MFINALFUNC', parts.movingFinal),
    ...(parts.movingFinalExtra ? ['MFINALFUNC_EXTRA'] : []),
    ...modify('MFINALFUNC_MODIFY', parts.movingFinalModify, parts.movingFinal),
    ...line('SORTOP', parts.sortOperator),
    ...(parts.parallel === 'unsafe' ? [] : [`PARALLEL = ${parts.parallel}`]),
    ...(parts.kind === 'hypothetical' ? ['HYPOTHETICAL'] : []),
  ]
  const signature = parts.arguments === '' ? '*' : parts.arguments
  return `CREATE AGGREGATE ${parts.name}(${signature}) (${lines.map((text) => `\n    ${text}`).join(',')}\n)`
}
