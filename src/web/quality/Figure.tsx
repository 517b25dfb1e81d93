import type { ReactNode } from 'react'
import type { Measure } from '../../core/quality/profile.ts'
import { basisWords } from './figure-words.ts'

/** A figure in a table: what is not exact is marked, and says what it rests on. */
export function Figure({ measure, children }: { readonly measure: Measure; readonly children: ReactNode }) {
  if (measure.basis === 'exact') return <span title={basisWords(measure)}>{children}</span>
  return (
    <span title={basisWords(measure)}>
      <span aria-hidden="true">≈ </span>
      <span className="visually-hidden">{basisWords(measure)}: </span>
      {children}
    </span>
  )
}
