import type { ComponentProps, ReactNode } from 'react'
import classes from './TextBox.module.css'

interface Look {
  readonly invalid?: boolean
  readonly mono?: boolean
  /** Stands inside the box before the text, such as a magnifying glass. */
  readonly left?: ReactNode
  /** Stands inside the box after the text, such as a button. */
  readonly right?: ReactNode
}

/**
 * A one-line input in the look of the page. The kit's own input replaces `aria-describedby` by what it knows of itself,
 * and ours has to name a message and a help text that stand elsewhere.
 */
export function TextBox({
  invalid = false,
  mono = false,
  left,
  right,
  className = '',
  ...input
}: Look & ComponentProps<'input'>) {
  return (
    <span className={`${classes.box} ${className}`} data-left={left !== undefined || undefined}>
      {left !== undefined && <span className={classes.left}>{left}</span>}
      <input
        {...input}
        className={classes.control}
        aria-invalid={invalid || undefined}
        data-mono={mono || undefined}
        data-right={right !== undefined || undefined}
      />
      {right !== undefined && <span className={classes.right}>{right}</span>}
    </span>
  )
}

export function TextArea({
  invalid = false,
  className = '',
  ...area
}: Pick<Look, 'invalid'> & ComponentProps<'textarea'>) {
  return (
    <textarea
      {...area}
      className={`${classes.control} ${classes.area} ${className}`}
      aria-invalid={invalid || undefined}
      data-mono
    />
  )
}

/** A browser's own select: it works with every keyboard, screen reader and phone. */
export function SelectBox({
  invalid = false,
  className = '',
  ...select
}: Pick<Look, 'invalid'> & ComponentProps<'select'>) {
  return (
    <span className={`${classes.box} ${className}`} data-select>
      <select {...select} className={classes.control} aria-invalid={invalid || undefined} />
    </span>
  )
}
