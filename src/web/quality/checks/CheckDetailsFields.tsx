import { checkSeverities } from '../../../core/quality/checks/check.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import { SelectBox, TextArea, TextBox } from '../../components/TextBox.tsx'
import { Field } from '../Field.tsx'
import type { CheckDraft } from './check-draft.ts'

const severityWords = { critical: 'Critical: a failure', warning: 'Warning: told and no more' } as const

/** Kinds whose rows are chosen by what they are told anyway. */
const choosing: readonly string[] = ['tableDiff', 'tableCustomSQLQuery']

interface Props {
  readonly draft: CheckDraft
  readonly onChange: (part: Partial<CheckDraft>) => void
}

/** Which rows a check looks at, how bad a failure is, and why it is there. */
export function CheckDetailsFields({ draft: { kind, where, severity, description }, onChange }: Props) {
  const hasWhere = kindOf(kind).structural !== true && !choosing.includes(kind)
  return (
    <>
      {hasWhere && (
        <Field label="Only rows where" hint="A condition in SQL; empty for all rows.">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={where}
              onChange={(event) => onChange({ where: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field label="Severity">
        {(control) => (
          <SelectBox
            {...control}
            value={severity}
            onChange={({ currentTarget: { value } }) => onChange({ severity: value })}
          >
            {checkSeverities.map((each) => (
              <option key={each} value={each}>
                {severityWords[each]}
              </option>
            ))}
          </SelectBox>
        )}
      </Field>
      <Field label="Why">
        {(control) => (
          <TextBox
            {...control}
            value={description}
            onChange={(event) => onChange({ description: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  )
}
