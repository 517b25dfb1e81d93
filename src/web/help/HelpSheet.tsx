import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import { type ComponentProps, useEffect } from 'react'
import { HelpPanel } from './HelpPanel.tsx'
import classes from './HelpSheet.module.css'

interface Props extends ComponentProps<typeof HelpPanel> {
  readonly onClose: () => void
}

/** Help on a small screen: the lower half. It is not modal, so the field above can be filled in while reading. */
export function HelpSheet({ onClose, ...panel }: Props) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])
  return (
    <aside className={classes.sheet} id="help-sheet" aria-label="Help">
      <HelpPanel
        {...panel}
        extra={
          <ActionIcon aria-label="Close help" onClick={onClose}>
            <X size={16} aria-hidden="true" />
          </ActionIcon>
        }
      />
    </aside>
  )
}
