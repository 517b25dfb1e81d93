import { type CheckKindId, checkKindIds, kindOf } from '../../../core/quality/checks/kinds.ts'
import { SelectBox } from '../../components/TextBox.tsx'
import { Field } from '../Field.tsx'
import { type CheckDraft, emptyDraft, type ShapeColumn } from './check-draft.ts'

interface Props {
  readonly draft: CheckDraft
  readonly columns: readonly ShapeColumn[]
  /** A check that is there stays of its kind and about its column, so that its results mean the same. */
  readonly fixed: boolean
  readonly onChange: (draft: CheckDraft) => void
}

const groups = [
  ['column', 'A column'],
  ['relation', 'The whole relation'],
] as const

/** What is checked, and of which column. */
export function TargetFields({ draft, columns, fixed, onChange }: Props) {
  const { on, summary } = kindOf(draft.kind)
  const chooseKind = (kind: CheckKindId) =>
    onChange({
      ...emptyDraft(kind, columns),
      ...(kindOf(kind).on === 'column' && draft.column !== '' ? { column: draft.column } : {}),
      severity: draft.severity,
    })
  return (
    <>
      <Field label="What is checked" hint={summary}>
        {(control) => (
          <SelectBox
            {...control}
            value={draft.kind}
            disabled={fixed}
            onChange={({ currentTarget: { value } }) => chooseKind(value as CheckKindId)}
          >
            {groups.map(([target, label]) => (
              <optgroup key={target} label={label}>
                {checkKindIds
                  .filter((kind) => kindOf(kind).on === target)
                  .map((kind) => (
                    <option key={kind} value={kind}>
                      {kindOf(kind).title}
                    </option>
                  ))}
              </optgroup>
            ))}
          </SelectBox>
        )}
      </Field>
      {on === 'column' && (
        <Field label="Column">
          {(control) => (
            <SelectBox
              {...control}
              value={draft.column}
              disabled={fixed}
              onChange={({ currentTarget: { value } }) => onChange({ ...draft, column: value })}
            >
              {columns.map(({ name, type }) => (
                <option key={name} value={name}>
                  {name}, {type}
                </option>
              ))}
            </SelectBox>
          )}
        </Field>
      )}
    </>
  )
}
