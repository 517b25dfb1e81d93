import { Button } from '@mantine/core'
import type { FieldProps } from '@rjsf/utils'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type FieldPath, toFieldPath } from '../../../core/ids.ts'
import { isJsonObject } from '../../../core/json.ts'
import { helpIdOf, labelIdOf } from '../describe-control.ts'
import classes from '../form.module.css'
import { useFormContext } from '../form-context.tsx'
import { sameJson } from '../form-value.ts'
import { KeyValueRow } from './KeyValueRow.tsx'
import { type Entry, problemOf, rowsOf, type ValueType, valueOfRows } from './key-value.ts'

/** Types that the schema allows for the values; plain text when it does not say. */
function allowedTypes({ additionalProperties }: FieldProps['schema']): readonly ValueType[] {
  const type = typeof additionalProperties === 'object' ? additionalProperties.type : undefined
  const named = (Array.isArray(type) ? type : [type]).filter(
    (name): name is ValueType => name === 'string' || name === 'number' || name === 'boolean',
  )
  if (named.length > 0) return named
  return additionalProperties === true || additionalProperties === undefined
    ? ['string', 'number', 'boolean']
    : ['string']
}

/** Edits an object with free keys. Keys that are empty or there twice are refused, and no value is ever rewritten. */
export function KeyValueField({ fieldPathId, formData, schema, onChange, errorSchema }: FieldProps) {
  const id = fieldPathId.$id
  const path: FieldPath = toFieldPath(fieldPathId.path)
  const value = isJsonObject(formData) ? formData : {}
  const { reportProblem } = useFormContext()
  const nextKey = useRef(0)
  const box = useRef<HTMLFieldSetElement>(null)
  const [rows, setRows] = useState<readonly Entry[]>(() => rowsOf(value, nextKey))
  // Something else than this editor changed the value: a pasted connection string, a suggested change.
  if (!sameJson(valueOfRows(rows), value)) setRows(rowsOf(value, nextKey))

  const problem = problemOf(rows)
  useEffect(() => {
    reportProblem(path, problem)
    return () => reportProblem(path, null)
  }, [path, problem, reportProblem])

  const types = allowedTypes(schema)
  const commit = (next: readonly Entry[]) => {
    setRows(next)
    const object = valueOfRows(next)
    onChange(Object.keys(object).length === 0 ? undefined : object, fieldPathId.path)
  }
  const add = () => {
    nextKey.current += 1
    setRows([
      ...rows,
      { row: nextKey.current, name: '', value: types[0] === 'boolean' ? false : '', type: types[0] ?? 'string' },
    ])
    requestAnimationFrame(() =>
      [...(box.current?.querySelectorAll<HTMLElement>('input[data-name]') ?? [])].at(-1)?.focus(),
    )
  }
  return (
    <fieldset ref={box} id={id} aria-labelledby={labelIdOf(id)} className={classes.lines}>
      {rows.map((entry, at) => (
        <KeyValueRow
          key={entry.row}
          id={`${id}_${entry.row}`}
          groupId={id}
          number={at + 1}
          label={schema.title ?? 'Entry'}
          entry={entry}
          twice={entry.name !== '' && rows.some((other) => other !== entry && other.name === entry.name)}
          errors={errorsOf(errorSchema, entry.name)}
          types={types}
          onChange={(changed) => commit(rows.map((other) => (other === entry ? changed : other)))}
          onRemove={() => commit(rows.filter((other) => other !== entry))}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.add ?? ''}
        leftSection={<Plus size={14} aria-hidden="true" />}
        aria-describedby={helpIdOf(id)}
        onClick={add}
      >
        Add entry
      </Button>
    </fieldset>
  )
}

function errorsOf(errorSchema: FieldProps['errorSchema'], name: string): readonly string[] {
  const entry: unknown = isJsonObject(errorSchema) && Object.hasOwn(errorSchema, name) ? errorSchema[name] : undefined
  const errors = isJsonObject(entry) ? entry.__errors : undefined
  return Array.isArray(errors) ? errors.map(String) : []
}
