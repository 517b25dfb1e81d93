import { Button } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { FileKey, FileUp, X } from 'lucide-react'
import { type RefObject, useCallback, useRef, useState } from 'react'
import { TextArea } from '../../components/TextBox.tsx'
import { describeControl, helpIdOf, hintIdOf } from '../describe-control.ts'
import { useFieldPath } from '../field-path-context.ts'
import classes from '../form.module.css'
import { describePem } from './describe-pem.ts'
import { SecretBox } from './SecretBox.tsx'
import { usePemFile } from './use-pem-file.ts'
import { useSecret } from './use-secret.ts'

/** PEM text, pasted or read from a file. A private key is not shown again once it is there. */
export function PemWidget(props: WidgetProps) {
  const { id, value, label, schema, onChange } = props
  const { mask, accept }: Readonly<Record<string, unknown>> = schema
  const text = typeof value === 'string' ? value : ''
  const area = useRef<HTMLTextAreaElement>(null)
  const [typing, setTyping] = useState(false)
  const secret = useSecret(
    useFieldPath(),
    value,
    useCallback(() => area.current?.focus(), []),
  )
  const { picker, refused, read, forget } = usePemFile(onChange)

  if (secret.box !== null) {
    const { box, replace, clear } = secret
    const described = { id, label, describedBy: helpIdOf(id) }
    return <SecretBox {...described} state={box} onReplace={replace} onClear={clear} />
  }
  const sealed = (schema.format === 'password' || mask === true) && text !== '' && !typing
  const hint = refused ?? (sealed || text === '' ? null : describePem(text))
  return (
    <fieldset
      className={classes.lines}
      aria-label={label}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void read(event.dataTransfer.files[0])
      }}
    >
      <div className={classes.pemRow}>
        {sealed ? (
          <SealedPem {...props} text={text} />
        ) : (
          <PemArea {...props} area={area} text={text} onTyping={setTyping} onEdit={forget} />
        )}
        <Button
          variant="default"
          aria-label={`File… for ${label}`}
          aria-describedby={helpIdOf(id)}
          leftSection={<FileUp size={14} aria-hidden="true" />}
          onClick={() => picker.current?.click()}
        >
          File…
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept={Array.isArray(accept) ? accept.join(',') : undefined}
          onChange={(event) => {
            void read(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        {secret.canKeep && text === '' && (
          <Button variant="subtle" onClick={secret.keep}>
            Keep stored
          </Button>
        )}
      </div>
      <p id={hintIdOf(id)} className={classes.hint} hidden={hint === null}>
        {hint}
      </p>
    </fieldset>
  )
}

function SealedPem(props: WidgetProps & { readonly text: string }) {
  const { id, text, onChange } = props
  const { invalid, 'aria-describedby': describedBy } = describeControl(props, `${id}__kind`)
  return (
    <div className={classes.secret} data-state="stored" data-invalid={invalid || undefined}>
      <span className={classes.secretText} id={`${id}__kind`}>
        <FileKey size={14} aria-hidden="true" className={classes.secretIcon} />
        {describePem(text)}
      </span>
      <Button
        id={id}
        size="compact-sm"
        variant="default"
        aria-describedby={describedBy}
        onClick={() => onChange(undefined)}
        leftSection={<X size={14} aria-hidden="true" />}
      >
        Remove
      </Button>
    </div>
  )
}

interface AreaProps extends WidgetProps {
  readonly area: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  readonly onTyping: (typing: boolean) => void
  readonly onEdit: () => void
}

function PemArea({ area, text, onTyping, onEdit, ...props }: AreaProps) {
  const { id, disabled, onChange, onBlur } = props
  return (
    <TextArea
      ref={area}
      {...describeControl(props, hintIdOf(id))}
      className={classes.grow ?? ''}
      rows={text === '' ? 1 : 4}
      placeholder="Paste PEM text or choose a file"
      value={text}
      disabled={disabled === true}
      spellCheck={false}
      autoComplete="off"
      onFocus={() => onTyping(true)}
      onBlur={() => {
        onTyping(false)
        onBlur(id, undefined)
      }}
      onChange={(event) => {
        onEdit()
        onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
      }}
    />
  )
}
