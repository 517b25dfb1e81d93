import { type CSSProperties, type MouseEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import classes from './DialogWindow.module.css'

interface Props {
  /** Name for screen readers: the id of its heading, or words. */
  readonly labelledBy?: string
  readonly label?: string
  readonly place: 'middle' | 'top' | 'right'
  readonly width: number
  readonly children: ReactNode
  readonly onClose: () => void
}

/**
 * The browser's own modal window, there for as long as it is drawn: it keeps the focus in and the page out, closes on
 * Escape and on a press beside it, and gives the focus back. What has `data-autofocus` is focused first.
 */
export function DialogWindow({ labelledBy, label, place, width, children, onClose }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => dialog.close()
  }, [])
  const onPress = (event: MouseEvent) => {
    if (event.target === element.current) onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by keyboard
    <dialog
      ref={element}
      className={classes.window}
      aria-labelledby={labelledBy}
      aria-label={label}
      data-place={place}
      style={{ '--window-width': `${width}px` } as CSSProperties}
      onCancel={(event) => {
        // A file chooser inside says "cancel" too.
        if (event.target !== element.current) return
        event.preventDefault()
        onClose()
      }}
      onClick={onPress}
    >
      <div className={classes.content}>{children}</div>
    </dialog>
  )
}
