import { type AttentionState, attentionStates } from '../../../core/quality/checks/attention.ts'
import { SelectBox } from '../../components/TextBox.tsx'

export const attentionWords: Readonly<Record<AttentionState, string>> = {
  failed: 'Failed',
  error: 'Not answered',
  warning: 'Warnings',
  waiting: 'Never run',
  passed: 'Passed',
}

/** What checks came out as; empty for all. */
export function StateSelect({ value, onChoose }: { value: string; onChoose: (state: string) => void }) {
  return (
    <SelectBox aria-label="State" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      <option value="">All states</option>
      {attentionStates.map((state) => (
        <option key={state} value={state}>
          {attentionWords[state]}
        </option>
      ))}
    </SelectBox>
  )
}
