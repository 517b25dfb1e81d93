import type { Sequence } from '../../../core/catalog/objects.ts'
import { renderAttributes, renderComment, toSteps } from './attributes.ts'
import { renderGrants } from './grants.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

/** A sequence behind an identity column is made by its table, whose owner is its own; the rest of it stands here. */
export function renderSequence(sequence: Sequence, context: RenderContext): Step[] {
  const { ownedBy, owner, grants, comment } = sequence
  const what = `SEQUENCE ${quoteQualified(sequence)}`
  const grantable = { kind: 'sequence', on: what } as const
  if (ownedBy?.identity === true) {
    const granted = owner === null ? [] : renderGrants(grants, { ...grantable, owner, versionNum: context.versionNum })
    return toSteps('links', [...renderComment(what, comment), ...granted])
  }
  const owned = ownedBy === null ? [] : [`${quoteQualified(ownedBy)}.${quoteName(ownedBy.column)}`]
  return [
    ...toSteps('create', [createSequence(sequence), ...renderAttributes(what, sequence, context, grantable)]),
    ...toSteps(
      'links',
      owned.map((column) => `ALTER ${what} OWNED BY ${column};`),
    ),
  ]
}

function createSequence(sequence: Sequence): string {
  const unlogged = sequence.persistence === 'unlogged' ? 'UNLOGGED ' : ''
  const type = sequence.dataType === 'bigint' ? '' : `\n    AS ${sequence.dataType}`
  return `CREATE ${unlogged}SEQUENCE ${quoteQualified(sequence)}${type}\n${renderSequenceOptions(sequence, '    ')};`
}

/** All of them: what is usual depends on the type and the direction. */
export function renderSequenceOptions(sequence: Sequence, indent: string): string {
  return [
    `START WITH ${sequence.start}`,
    `INCREMENT BY ${sequence.increment}`,
    `MINVALUE ${sequence.minimum}`,
    `MAXVALUE ${sequence.maximum}`,
    `CACHE ${sequence.cache}`,
    ...(sequence.cycle ? ['CYCLE'] : []),
  ]
    .map((line) => `${indent}${line}`)
    .join('\n')
}
