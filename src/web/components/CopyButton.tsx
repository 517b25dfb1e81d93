import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import classes from './CopyButton.module.css'

interface Props {
  /** A function is called when it is copied, for what is long to put together. */
  readonly text: string | (() => string)
  readonly label: string
  /** Shows the icon alone; the label stays for screen readers and as a tooltip. */
  readonly iconOnly?: boolean
}

type CopyState = 'idle' | 'copied' | 'refused'

export function CopyButton({ text, label, iconOnly = false }: Props) {
  const [state, setState] = useState<CopyState>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 1_600)
    return () => clearTimeout(timer)
  }, [state])

  const copy = () =>
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  const words = { idle: label, copied: 'Copied', refused: 'The browser refused' }[state]
  const Icon = state === 'copied' ? Check : Copy
  return (
    <button type="button" className={classes.copy} onClick={copy} data-icon-only={iconOnly || undefined} title={words}>
      <Icon size={14} aria-hidden="true" />
      <span className={iconOnly ? 'visually-hidden' : undefined} aria-live="polite">
        {words}
      </span>
    </button>
  )
}
