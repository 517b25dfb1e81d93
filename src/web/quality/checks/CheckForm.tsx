import { Button } from '@mantine/core'
import { useState } from 'react'
import { AppError } from '../../../core/error.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import { Notice } from '../../components/Notice.tsx'
import { useAddChecks } from '../../hooks/use-checks.ts'
import { useSettled } from '../../hooks/use-settled.ts'
import { CheckDetailsFields } from './CheckDetailsFields.tsx'
import classes from './CheckForm.module.css'
import { type CheckDraft, emptyDraft, fromDraft, missingFrom, type ShapeColumn } from './check-draft.ts'
import { ParameterField } from './ParameterField.tsx'
import { PreviewView } from './PreviewView.tsx'
import { TargetFields } from './TargetFields.tsx'

interface Props {
  readonly serviceId: string
  /** As SQL names it. */
  readonly relation: string
  readonly columns: readonly ShapeColumn[]
  /** The check to change; null for a new one. */
  readonly initial: CheckDraft | null
  readonly onDone: () => void
}

/** Milliseconds without a change after which the server is asked to plan the check. */
const settleMs = 500

/** Kind, target and parameters of a check, with the SQL that comes of them as it is written. */
export function CheckForm({ serviceId, relation, columns, initial, onDone }: Props) {
  const [draft, setDraft] = useState(initial ?? emptyDraft('columnValuesToBeNotNull', columns))
  const change = (part: Partial<CheckDraft>) => setDraft((before) => ({ ...before, ...part }))
  const written = fromDraft(draft, relation)
  const settled = useSettled(JSON.stringify(written), settleMs)
  const add = useAddChecks(serviceId)
  const [tried, setTried] = useState(false)
  const missing = tried ? missingFrom(draft) : null
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (written !== null) add.mutate([written], { onSuccess: onDone })
      }}
    >
      <div className={classes.fields}>
        <TargetFields draft={draft} columns={columns} fixed={initial !== null} onChange={setDraft} />
        {kindOf(draft.kind).parameters.map((parameter) => (
          <ParameterField
            key={`${draft.kind} ${parameter.name}`}
            parameter={parameter}
            columns={columns}
            text={draft.parameters[parameter.name] ?? ''}
            onChange={(text) => change({ parameters: { ...draft.parameters, [parameter.name]: text } })}
          />
        ))}
        <CheckDetailsFields draft={draft} onChange={change} />
      </div>
      <div className={classes.side}>
        <PreviewView serviceId={serviceId} check={JSON.parse(settled)} />
        {missing !== null && <Notice kind="bad">{missing}</Notice>}
        {add.error !== null && (
          <Notice kind="bad">{(add.error instanceof AppError ? add.error.details : null) ?? add.error.message}</Notice>
        )}
        <div className={classes.actions}>
          <Button type="submit" loading={add.isPending} aria-disabled={written === null || undefined}>
            {initial === null ? 'Add check' : 'Save check'}
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </div>
    </form>
  )
}
