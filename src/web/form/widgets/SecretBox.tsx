import { Button } from '@mantine/core'
import { KeyRound, TriangleAlert } from 'lucide-react'
import { hintIdOf } from '../describe-control.ts'
import classes from '../form.module.css'
import type { SecretState } from '../form-context.tsx'

export type SecretBoxState = Exclude<SecretState, 'none'> | 'cleared'

interface Props {
  readonly id: string
  readonly label: string
  readonly state: SecretBoxState
  readonly describedBy: string
  readonly onReplace: () => void
  /** Asks to forget the stored value on save, or takes that back. */
  readonly onClear: (cleared: boolean) => void
}

/** Stands where a write-only value is typed while one is already stored. The value itself never comes back. */
export function SecretBox({ id, label, state, describedBy, onReplace, onClear }: Props) {
  const words = {
    stored: 'stored',
    withheld: 'Out of use: the address or TLS setting it was given for has changed. Type it again to use it here.',
    cleared: 'Will be removed when you save.',
  }[state]
  const Icon = state === 'withheld' ? TriangleAlert : KeyRound
  return (
    <div className={classes.secret} data-state={state}>
      <span className={classes.secretText} id={hintIdOf(id)}>
        <Icon size={14} aria-hidden="true" className={classes.secretIcon} />
        {state === 'stored' && <span aria-hidden="true">••••••••</span>}
        {words}
      </span>
      <span className={classes.secretActions}>
        <Button
          id={id}
          size="compact-sm"
          variant="default"
          aria-label={state === 'withheld' ? `Type again: ${label}` : `Replace ${label}`}
          aria-describedby={`${hintIdOf(id)} ${describedBy}`}
          onClick={onReplace}
        >
          {state === 'withheld' ? 'Type again' : 'Replace'}
        </Button>
        {state === 'cleared' ? (
          <Button size="compact-sm" variant="subtle" onClick={() => onClear(false)} aria-label={`Keep ${label}`}>
            Keep
          </Button>
        ) : (
          <Button size="compact-sm" variant="subtle" onClick={() => onClear(true)} aria-label={`Remove ${label}`}>
            Remove
          </Button>
        )}
      </span>
    </div>
  )
}
