import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import type { NameCheck } from '../../../core/api.ts'
import { toFieldPath } from '../../../core/ids.ts'
import { checkName } from '../../api/endpoints.ts'
import { TextBox } from '../../components/TextBox.tsx'
import form from '../../form/form.module.css'
import { HelpButton } from '../../form/templates/HelpButton.tsx'
import { useAfterPress } from '../../hooks/use-after-press.ts'
import { nameCheckKey } from '../../hooks/use-services.ts'

/** Not a property of any schema: no schema's name begins like this. */
const nameKeys = ['@name'] as const
export const namePath = toFieldPath(nameKeys)

/** Whether a name is free, asked while it is typed. */
export function useNameCheck(name: string, except: string | null): NameCheck | undefined {
  const [settledName] = useDebouncedValue(name.trim(), 250)
  const check = useQuery({
    queryKey: [...nameCheckKey, settledName, except],
    queryFn: () => checkName(settledName, except),
    enabled: settledName !== '',
    staleTime: 10_000,
  })
  return settledName === name.trim() ? check.data : undefined
}

interface Props {
  readonly name: string
  readonly check: NameCheck | undefined
  readonly showEmpty: boolean
  readonly onChange: (name: string) => void
}

export function NameField({ name, check, showEmpty, onChange }: Props) {
  const [left, setLeft] = useState(false)
  const afterPress = useAfterPress()
  const taken = check?.available === false
  const empty = name.trim() === '' && (left || showEmpty)
  const message = taken ? `A service named ${name.trim()} exists.` : empty ? 'The service needs a name.' : null
  const suggestion = taken ? (check?.suggestion ?? null) : null
  return (
    <div className={form.field} data-path={JSON.stringify(nameKeys)} data-invalid={message !== null || undefined}>
      <div className={form.labelCell}>
        <label className={form.label} htmlFor="service-name">
          Name
          <span className={form.required} aria-hidden="true">
            {' *'}
          </span>
        </label>
        <HelpButton path={namePath} label="Name" />
      </div>
      <div className={form.control}>
        <TextBox
          id="service-name"
          value={name}
          placeholder="orders-prod"
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          invalid={message !== null}
          aria-required
          aria-describedby={message === null ? 'service-name-help' : 'service-name-error service-name-help'}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={() => afterPress(() => setLeft(true))}
        />
        {message !== null && (
          <div className={form.message}>
            <p id="service-name-error">
              <CircleAlert size={14} aria-hidden="true" />
              <span>{message}</span>
            </p>
            {suggestion !== null && (
              <div className={form.messageActions}>
                <Button size="compact-sm" variant="default" onClick={() => onChange(suggestion)}>
                  Use {suggestion}
                </Button>
              </div>
            )}
          </div>
        )}
        <span id="service-name-help" hidden>
          What this service is called in Patchbay.
        </span>
      </div>
    </div>
  )
}
