import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './ConfirmDialog.module.css'
import { Dialog } from './Dialog.tsx'

interface Props {
  readonly opened: boolean
  readonly title: string
  readonly children: ReactNode
  readonly confirm: string
  readonly cancel: string
  readonly destructive?: boolean
  readonly busy?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** A question with two answers. The safe one has the focus. */
export function ConfirmDialog(props: Props) {
  const { opened, title, children, confirm, cancel, destructive = false, busy = false, onConfirm, onCancel } = props
  return (
    <Dialog opened={opened} onClose={onCancel} title={title}>
      {children}
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancel}
        </Button>
        <Button {...(destructive ? { color: 'red' } : {})} loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
