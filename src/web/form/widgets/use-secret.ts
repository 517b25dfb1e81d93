import { useEffect, useRef, useState } from 'react'
import type { FieldPath } from '../../../core/ids.ts'
import { useFormContext } from '../form-context.tsx'
import type { SecretBoxState } from './SecretBox.tsx'

/** Whether a write-only field shows its stored state or an input, and the moves between the two. */
export function useSecret(path: FieldPath, value: unknown, focusInput: () => void) {
  const { secretState, isCleared, clearSecret } = useFormContext()
  const [replacing, setReplacing] = useState(false)
  const justAsked = useRef(false)
  const known = secretState(path)
  const cleared = isCleared(path)
  const box: SecretBoxState | null =
    known === 'none' || replacing || value !== undefined ? null : cleared ? 'cleared' : known

  useEffect(() => {
    if (box !== null || !justAsked.current) return
    justAsked.current = false
    focusInput()
  }, [box, focusInput])

  return {
    /** What stands in place of the input, or null for the input. */
    box,
    /** True while a stored value would be used again if nothing is typed. */
    canKeep: known === 'stored' && replacing,
    replace: () => {
      justAsked.current = true
      clearSecret(path, false)
      setReplacing(true)
    },
    keep: () => setReplacing(false),
    clear: (yes: boolean) => clearSecret(path, yes),
  }
}
