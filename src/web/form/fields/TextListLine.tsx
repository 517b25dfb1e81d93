import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import { TextBox } from '../../components/TextBox.tsx'
import { errorIdOf, helpIdOf } from '../describe-control.ts'
import classes from '../form.module.css'

interface Props {
  readonly id: string
  readonly groupId: string
  readonly label: string
  /** What the button removes, such as "pattern 2". */
  readonly noun: string
  readonly text: string
  readonly errors: readonly string[]
  /** Something is wrong with the list as a whole. */
  readonly groupInvalid: boolean
  readonly placeholder: string | undefined
  readonly disabled: boolean
  readonly onChange: (text: string) => void
  /** Several lines were pasted into this one. */
  readonly onPasteLines: (texts: readonly string[]) => void
  readonly onRemove: () => void
}

export function TextListLine(props: Props) {
  const { id, groupId, label, noun, text, errors, groupInvalid, onChange, onPasteLines, onRemove } = props
  const invalid = errors.length > 0
  const described = [
    ...(invalid ? [errorIdOf(id)] : []),
    ...(groupInvalid ? [errorIdOf(groupId)] : []),
    helpIdOf(groupId),
  ]
  return (
    <div>
      <div className={classes.line}>
        <TextBox
          mono
          id={id}
          className={classes.grow ?? ''}
          aria-label={label}
          invalid={invalid || groupInvalid}
          aria-describedby={described.join(' ')}
          placeholder={props.placeholder}
          value={text}
          disabled={props.disabled}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => onChange(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text').split(/\r?\n/)
            const texts = pasted.filter((part) => part.trim() !== '')
            if (texts.length < 2) return
            event.preventDefault()
            onPasteLines(texts)
          }}
        />
        <ActionIcon aria-label={`Remove ${noun}`} onClick={onRemove}>
          <X size={14} aria-hidden="true" />
        </ActionIcon>
      </div>
      {invalid && (
        <p id={errorIdOf(id)} className={classes.lineError}>
          {errors.join(' ')}
        </p>
      )}
    </div>
  )
}
