import { ActionIcon, Button } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { Eye, EyeOff } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { TextBox } from '../../components/TextBox.tsx'
import { describeControl, helpIdOf } from '../describe-control.ts'
import { useFieldPath } from '../field-path-context.ts'
import classes from '../form.module.css'
import { SecretBox } from './SecretBox.tsx'
import { useSecret } from './use-secret.ts'

export function PasswordWidget(props: WidgetProps) {
  const { id, value, label, disabled, readonly, onChange, onBlur, onFocus } = props
  const [visible, setVisible] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const focusInput = useCallback(() => input.current?.focus(), [])
  const secret = useSecret(useFieldPath(), value, focusInput)

  if (secret.box !== null) {
    return (
      <SecretBox
        id={id}
        label={label}
        state={secret.box}
        describedBy={helpIdOf(id)}
        onReplace={secret.replace}
        onClear={secret.clear}
      />
    )
  }
  const Icon = visible ? EyeOff : Eye
  return (
    <div className={classes.passwordRow}>
      <TextBox
        ref={input}
        {...describeControl(props)}
        className={classes.grow ?? ''}
        type={visible ? 'text' : 'password'}
        value={typeof value === 'string' ? value : ''}
        disabled={disabled === true}
        readOnly={readonly === true}
        autoComplete="new-password"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        onBlur={() => onBlur(id, undefined)}
        onFocus={() => onFocus(id, undefined)}
        right={
          <ActionIcon
            size={24}
            aria-label={visible ? `Hide ${label}` : `Show ${label}`}
            aria-pressed={visible}
            aria-controls={id}
            onClick={() => setVisible(!visible)}
          >
            <Icon size={14} aria-hidden="true" />
          </ActionIcon>
        }
      />
      {secret.canKeep && value === undefined && (
        <Button variant="subtle" onClick={secret.keep}>
          Keep stored
        </Button>
      )}
    </div>
  )
}
