import type { ReactNode } from 'react'
import { countText } from '../../../components/quantity.ts'
import classes from './ObjectPage.module.css'

export interface Fact {
  readonly label: string
  /** Null is left out. */
  readonly value: ReactNode | null
  /** Why the value is what it is, on hover. */
  readonly title?: string
}

export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(({ value }) => value !== null)
        .map(({ label, value, title }) => (
          <div key={label} title={title}>
            <dt>{label}</dt>
            <dd>{typeof value === 'number' ? countText(value) : value}</dd>
          </div>
        ))}
    </dl>
  )
}
