import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import classes from './Dialog.module.css'
import { DialogWindow } from './DialogWindow.tsx'

interface Props {
  readonly opened: boolean
  readonly title: string
  readonly width?: number
  readonly children: ReactNode
  readonly onClose: () => void
}

/** A window over the page, with a title and a way to close it. */
export function Dialog({ opened, title, width = 440, children, onClose }: Props) {
  const id = useId()
  if (!opened) return null
  return (
    <DialogWindow labelledBy={id} place="middle" width={width} onClose={onClose}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        <ActionIcon aria-label="Close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={classes.body}>{children}</div>
    </DialogWindow>
  )
}
