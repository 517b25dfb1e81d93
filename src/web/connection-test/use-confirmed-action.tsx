import { type ReactNode, useState } from 'react'
import type { Action } from '../../core/connection.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { Fingerprint } from './Fingerprint.tsx'
import classes from './use-confirmed-action.module.css'

/** Applies an action, after the question that it may come with. */
export function useConfirmedAction(onApply: ((action: Action) => void) | null): {
  readonly apply: (action: Action) => void
  readonly dialog: ReactNode
} {
  // Kept while the dialog fades away.
  const [asked, setAsked] = useState<Action | null>(null)
  const [opened, setOpened] = useState(false)
  const confirm = asked?.kind === 'patch' ? asked.confirm : undefined
  return {
    apply(action) {
      if (action.kind !== 'patch' || action.confirm === undefined) return onApply?.(action)
      setAsked(action)
      setOpened(true)
    },
    dialog: asked !== null && confirm !== undefined && (
      <ConfirmDialog
        opened={opened}
        title={confirm.title}
        confirm={confirm.accept}
        cancel="Not now"
        onCancel={() => setOpened(false)}
        onConfirm={() => {
          setOpened(false)
          onApply?.(asked)
        }}
      >
        <p className={classes.question}>{confirm.text}</p>
        <Fingerprint text={confirm.compare} />
      </ConfirmDialog>
    ),
  }
}
