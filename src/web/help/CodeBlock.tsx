import { type ComponentProps, useRef, useState } from 'react'
import { CopyButton } from '../components/CopyButton.tsx'
import classes from './HelpPanel.module.css'

/** Code with a button that copies it. The text is read from the page, so that it is what the reader sees. */
export function CodeBlock(props: ComponentProps<'pre'>) {
  const [text, setText] = useState('')
  const block = useRef<HTMLPreElement>(null)
  const remember = () => setText(block.current?.textContent?.trimEnd() ?? '')
  return (
    <div className={classes.code} onPointerEnter={remember} onFocusCapture={remember}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, which has to work by keyboard too */}
      <pre {...props} ref={block} tabIndex={0} />
      <CopyButton text={text} label="Copy code" iconOnly />
    </div>
  )
}
