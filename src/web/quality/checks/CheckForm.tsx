import { Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { AppError } from '../../../core/error.ts'
import { checkSeverities } from '../../../core/quality/checks/check.ts'
import { type CheckKindId, checkKindIds, kindOf } from '../../../core/quality/checks/kinds.ts'
import { Notice } from '../../components/Notice.tsx'
import { SelectBox, TextArea, TextBox } from '../../components/TextBox.tsx'
import { useAddChecks } from '../../hooks/use-checks.ts'
import { useSettled } from '../../hooks/use-settled.ts'
import classes from './CheckForm.module.css'
import { type CheckDraft, emptyDraft, fromDraft, type ShapeColumn } from './check-draft.ts'
import { ParameterField } from './ParameterField.tsx'
import { PreviewView } from './PreviewView.tsx'

interface Props {
  readonly serviceId: string
  /** As SQL names it. */
  readonly relation: string
  readonly columns: readonly ShapeColumn[]
  /** The check to change; null for a new one. */
  readonly initial: CheckDraft | null
  readonly onDone: () => void
}

const kindsOn = (on: 'relation' | 'column') => checkKindIds.filter((id) => kindOf(id).on === on)

const severityWords = { critical: 'Critical: a failure', warning: 'Warning: told and no more' } as const

/** Kind, target and parameters of a check, with the SQL that comes of them as it is written. */
export function CheckForm({ serviceId, relation, columns, initial, onDone }: Props) {
  const id = useId()
  const [draft, setDraft] = useState(initial ?? emptyDraft('columnValuesToBeNotNull', columns[0]?.name ?? ''))
  const change = (part: Partial<CheckDraft>) => setDraft((before) => ({ ...before, ...part }))
  const written = fromDraft(draft, relation)
  const settled = useSettled(JSON.stringify(written), 500)
  const add = useAddChecks(serviceId)
  const { on, summary, parameters, structural } = kindOf(draft.kind)
  const hasWhere = structural !== true && draft.kind !== 'tableDiff' && draft.kind !== 'tableCustomSQLQuery'
  const field = (name: string, label: string, input: (inputId: string) => ReactNode, hint?: string) => (
    <div className={classes.field}>
      <label htmlFor={`${id}${name}`}>{label}</label>
      {input(`${id}${name}`)}
      {hint !== undefined && <p>{hint}</p>}
    </div>
  )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (written !== null) add.mutate([written], { onSuccess: onDone })
      }}
    >
      <div className={classes.fields}>
        {field(
          'kind',
          'What is checked',
          (inputId) => (
            <SelectBox
              id={inputId}
              value={draft.kind}
              disabled={initial !== null}
              onChange={({ currentTarget: { value } }) => {
                setDraft({
                  ...emptyDraft(value as CheckKindId, draft.column || (columns[0]?.name ?? '')),
                  severity: draft.severity,
                  ...(value === 'tableSchemaToMatch'
                    ? { parameters: { columns: JSON.stringify(columns, null, 1) } }
                    : {}),
                })
              }}
            >
              {(['column', 'relation'] as const).map((target) => (
                <optgroup key={target} label={target === 'column' ? 'A column' : 'The whole relation'}>
                  {kindsOn(target).map((kind) => (
                    <option key={kind} value={kind}>
                      {kindOf(kind).title}
                    </option>
                  ))}
                </optgroup>
              ))}
            </SelectBox>
          ),
          summary,
        )}
        {on === 'column' &&
          field('column', 'Column', (inputId) => (
            <SelectBox
              id={inputId}
              value={draft.column}
              disabled={initial !== null}
              onChange={({ currentTarget: { value } }) => change({ column: value })}
            >
              {columns.map(({ name, type }) => (
                <option key={name} value={name}>
                  {name}, {type}
                </option>
              ))}
            </SelectBox>
          ))}
        {parameters.map((parameter) => (
          <ParameterField
            key={`${draft.kind} ${parameter.name}`}
            parameter={parameter}
            columns={columns}
            text={draft.parameters[parameter.name] ?? ''}
            onChange={(text) => change({ parameters: { ...draft.parameters, [parameter.name]: text } })}
          />
        ))}
        {hasWhere &&
          field(
            'where',
            'Only rows where',
            (inputId) => (
              <TextArea
                id={inputId}
                rows={2}
                value={draft.where}
                onChange={(event) => change({ where: event.currentTarget.value })}
              />
            ),
            'A condition in SQL; empty for all rows.',
          )}
        {field('severity', 'Severity', (inputId) => (
          <SelectBox
            id={inputId}
            value={draft.severity}
            onChange={({ currentTarget: { value } }) => change({ severity: value })}
          >
            {checkSeverities.map((severity) => (
              <option key={severity} value={severity}>
                {severityWords[severity]}
              </option>
            ))}
          </SelectBox>
        ))}
        {field('description', 'Why', (inputId) => (
          <TextBox
            id={inputId}
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
        ))}
      </div>
      <div className={classes.side}>
        <PreviewView serviceId={serviceId} check={JSON.parse(settled)} />
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
