import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Dialog.module.css'

interface Props {
  readonly opened: boolean
  readonly title: string
  readonly width?: number
  readonly children: ReactNode
  readonly onClose: () => void
}

/** A window over the page. The kit's own header would be a second banner, and its close button has no name. */
export function Dialog({ opened, title, width = 440, children, onClose }: Props) {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={width}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
