import { ActionIcon, Button } from '@mantine/core'
import type { FieldProps } from '@rjsf/utils'
import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { TextBox } from '../../components/TextBox.tsx'
import { errorIdOf, helpIdOf, labelIdOf } from '../describe-control.ts'
import classes from '../form.module.css'

interface Line {
  readonly key: number
  readonly text: string
}

const asTexts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
const sameTexts = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((text, index) => text === b[index])

/** Lines kept apart from the value, so that an empty line being typed is not yet part of it. */
function useLines(value: readonly string[]) {
  const nextKey = useRef(0)
  const toLine = (text: string): Line => {
    nextKey.current += 1
    return { key: nextKey.current, text }
  }
  const [lines, setLines] = useState<readonly Line[]>(() => value.map(toLine))
  const held = lines.map((line) => line.text).filter((text) => text !== '')
  // Something else than this editor changed the value: a pasted connection string, a suggested change.
  if (!sameTexts(held, value)) setLines(value.map(toLine))
  return { lines, setLines, toLine }
}

export function TextListField(props: FieldProps) {
  const { fieldPathId, formData, errorSchema, rawErrors, onChange, schema, disabled } = props
  const id = fieldPathId.$id
  const value = asTexts(formData)
  const { lines, setLines, toLine } = useLines(value)
  const box = useRef<HTMLFieldSetElement>(null)
  const isPattern = typeof schema.items === 'object' && !Array.isArray(schema.items) && schema.items.format === 'regex'
  const noun = isPattern ? 'pattern' : 'entry'

  const commit = (next: readonly Line[]) => {
    setLines(next)
    const texts = next.map((line) => line.text).filter((text) => text !== '')
    onChange(texts.length === 0 ? undefined : texts, fieldPathId.path)
  }
  const add = () => {
    setLines([...lines, toLine('')])
    requestAnimationFrame(() => [...(box.current?.querySelectorAll('input') ?? [])].at(-1)?.focus())
  }
  const paste = (line: Line, text: string) => {
    const [first = '', ...rest] = text.split(/\r?\n/).filter((part) => part.trim() !== '')
    commit(lines.flatMap((other) => (other === line ? [{ ...line, text: first }, ...rest.map(toLine)] : [other])))
  }
  const errorOf = (at: number): readonly string[] => {
    const entry: unknown = (errorSchema as Record<string, { __errors?: string[] }> | undefined)?.[at]?.__errors
    return Array.isArray(entry) ? entry : []
  }

  return (
    <fieldset ref={box} id={id} aria-labelledby={labelIdOf(id)} className={classes.lines}>
      {lines.map((line, at) => {
        const position = lines.slice(0, at).filter((other) => other.text !== '').length
        const errors = line.text === '' ? [] : errorOf(position)
        const lineId = `${id}_${at}`
        return (
          <div key={line.key}>
            <div className={classes.line}>
              <TextBox
                mono
                id={lineId}
                className={classes.grow ?? ''}
                aria-label={`${schema.title ?? noun} ${at + 1}`}
                invalid={errors.length > 0 || (rawErrors?.length ?? 0) > 0}
                aria-describedby={[
                  ...(errors.length > 0 ? [errorIdOf(lineId)] : []),
                  ...((rawErrors?.length ?? 0) > 0 ? [errorIdOf(id)] : []),
                  helpIdOf(id),
                ].join(' ')}
                placeholder={isPattern ? '^sales_' : undefined}
                value={line.text}
                disabled={disabled === true}
                spellCheck={false}
                autoCapitalize="off"
                onChange={(event) => {
                  const text = event.currentTarget.value
                  commit(lines.map((other) => (other === line ? { ...line, text } : other)))
                }}
                onPaste={(event) => {
                  const text = event.clipboardData.getData('text')
                  if (!/\r?\n/.test(text.trim())) return
                  event.preventDefault()
                  paste(line, text)
                }}
              />
              <ActionIcon
                aria-label={`Remove ${noun} ${at + 1}`}
                onClick={() => commit(lines.filter((other) => other !== line))}
              >
                <X size={14} aria-hidden="true" />
              </ActionIcon>
            </div>
            {errors.length > 0 && (
              <p id={errorIdOf(lineId)} className={classes.lineError}>
                {errors.join(' ')}
              </p>
            )}
          </div>
        )
      })}
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.add ?? ''}
        leftSection={<Plus size={14} aria-hidden="true" />}
        aria-describedby={helpIdOf(id)}
        onClick={add}
      >
        Add {noun}
      </Button>
    </fieldset>
  )
}
