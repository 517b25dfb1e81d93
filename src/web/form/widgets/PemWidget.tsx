import { Button } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { FileKey, FileUp, X } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { TextArea } from '../../components/TextBox.tsx'
import { describeControl, errorIdOf, helpIdOf, hintIdOf } from '../describe-control.ts'
import { useFieldPath } from '../field-path-context.ts'
import classes from '../form.module.css'
import { describePem } from './describe-pem.ts'
import { SecretBox } from './SecretBox.tsx'
import { useSecret } from './use-secret.ts'

/** Larger than any chain of certificates; a disk image chosen by mistake is not read. */
const largestFileBytes = 1_000_000

const accepts = (accept: unknown): string | undefined => (Array.isArray(accept) ? accept.join(',') : undefined)

/** PEM text, pasted or read from a file. A private key is not shown again once it is there. */
export function PemWidget(props: WidgetProps) {
  const { id, value, label, schema, disabled, onChange, onBlur } = props
  const keywords: Readonly<Record<string, unknown>> = schema
  const isSecret = schema.format === 'password' || keywords.mask === true
  const text = typeof value === 'string' ? value : ''
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [typing, setTyping] = useState(false)
  const focusArea = useCallback(() => area.current?.focus(), [])
  const secret = useSecret(useFieldPath(), value, focusArea)

  const readFile = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > largestFileBytes) {
      setRefused(`${file.name} has ${Math.ceil(file.size / 1_000).toLocaleString('en')} kB; at most 1,000 kB are read.`)
      return
    }
    const content = await file.text()
    setRefused(content.includes('\0') ? `${file.name} is not text. Convert it to PEM first.` : null)
    if (!content.includes('\0')) onChange(content)
  }

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
  const summary = describePem(text)
  const sealed = isSecret && text !== '' && !typing
  return (
    <fieldset
      className={classes.lines}
      aria-label={label}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void readFile(event.dataTransfer.files[0])
      }}
    >
      <div className={classes.pemRow}>
        {sealed ? (
          <div className={classes.secret} data-state="stored">
            <span className={classes.secretText} id={hintIdOf(id)}>
              <FileKey size={14} aria-hidden="true" className={classes.secretIcon} />
              {summary}
            </span>
            <Button
              id={id}
              size="compact-sm"
              variant="default"
              aria-describedby={[
                ...((props.rawErrors?.length ?? 0) > 0 ? [errorIdOf(id)] : []),
                hintIdOf(id),
                helpIdOf(id),
              ].join(' ')}
              onClick={() => onChange(undefined)}
              leftSection={<X size={14} aria-hidden="true" />}
            >
              Remove
            </Button>
          </div>
        ) : (
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
            onFocus={() => setTyping(true)}
            onBlur={() => {
              setTyping(false)
              onBlur(id, undefined)
            }}
            onChange={(event) => {
              setRefused(null)
              onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
            }}
          />
        )}
        <Button
          variant="default"
          aria-label={`Choose a file for ${label}`}
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
          accept={accepts(keywords.accept)}
          onChange={(event) => {
            void readFile(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        {secret.canKeep && value === undefined && (
          <Button variant="subtle" onClick={secret.keep}>
            Keep stored
          </Button>
        )}
      </div>
      <p
        id={sealed ? undefined : hintIdOf(id)}
        className={classes.hint}
        hidden={sealed || (text === '' && refused === null)}
      >
        {refused ?? summary}
      </p>
    </fieldset>
  )
}
