import { Button } from '@mantine/core'
import type { FieldProps } from '@rjsf/utils'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { helpIdOf, labelIdOf } from '../describe-control.ts'
import classes from '../form.module.css'
import { TextListLine } from './TextListLine.tsx'

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
  const paste = (line: Line, [first = '', ...rest]: readonly string[]) => {
    commit(lines.flatMap((other) => (other === line ? [{ ...line, text: first }, ...rest.map(toLine)] : [other])))
  }
  return (
    <fieldset ref={box} id={id} aria-labelledby={labelIdOf(id)} className={classes.lines}>
      {lines.map((line, at) => {
        const position = lines.slice(0, at).filter((other) => other.text !== '').length
        const errors = line.text === '' ? [] : errorsAt(errorSchema, position)
        return (
          <TextListLine
            key={line.key}
            id={`${id}_${at}`}
            groupId={id}
            label={`${schema.title ?? noun} ${at + 1}`}
            noun={`${noun} ${at + 1}`}
            text={line.text}
            errors={errors}
            groupInvalid={(rawErrors?.length ?? 0) > 0}
            placeholder={isPattern ? '^sales_' : undefined}
            disabled={disabled === true}
            onChange={(text) => commit(lines.map((other) => (other === line ? { ...line, text } : other)))}
            onPasteLines={(texts) => paste(line, texts)}
            onRemove={() => commit(lines.filter((other) => other !== line))}
          />
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

function errorsAt(errorSchema: FieldProps['errorSchema'], position: number): readonly string[] {
  const entry: unknown = (errorSchema as Record<string, { __errors?: string[] }> | undefined)?.[position]?.__errors
  return Array.isArray(entry) ? entry : []
}
