import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ConnectorDetail, ServiceDetail } from '../../../core/api.ts'
import type { FieldPatch } from '../../../core/connection.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { prune, type RawForm, sameJson, withValueAt } from '../../form/form-value.ts'
import { startingForm } from '../../form/schema.ts'
import { dropDraft, readDraft, writeDraft } from './draft.ts'

export interface FormValue {
  readonly name: string
  readonly setName: (name: string) => void
  /** As the form library keeps it. */
  readonly raw: RawForm
  readonly setRaw: (raw: RawForm) => void
  /** Without anything that was cleared: what the form says. */
  readonly form: JsonObject
  /** What would be sent: absent means unchanged for a stored secret, `null` removes it. */
  readonly settings: JsonObject
  readonly cleared: ReadonlySet<FieldPath>
  readonly clearSecret: (path: FieldPath, cleared: boolean) => void
  readonly patch: (patches: readonly FieldPatch[]) => void
  readonly dirty: boolean
  /** True when the form began with what an earlier visit left unsaved. */
  readonly restored: boolean
  /** Back to what was saved, or to an empty form. */
  readonly reset: () => void
  /** Call once saved: nothing is left to lose. */
  readonly settle: () => void
}

/** Name, settings and forgotten secrets of the form, kept as a draft while they differ from what was saved. */
export function useFormValue(connector: ConnectorDetail, service: ServiceDetail | null): FormValue {
  const draftKey = service?.id ?? `new.${connector.id}`
  const saved = useMemo(
    () => ({ name: service?.name ?? '', settings: service?.settings ?? startingForm(connector.schema) }),
    [service, connector],
  )
  const [draft] = useState(() => readDraft(draftKey))
  const [name, setName] = useState(draft?.name ?? saved.name)
  const [raw, setRaw] = useState<RawForm>(draft?.settings ?? saved.settings)
  const [cleared, setCleared] = useState<ReadonlySet<FieldPath>>(new Set())
  const [restored, setRestored] = useState(draft !== null)
  const [settled, setSettled] = useState(false)

  const form = useMemo(() => prune(raw), [raw])
  const dirty = !settled && (name !== saved.name || cleared.size > 0 || !sameJson(form, prune(saved.settings)))
  const settings = useMemo(
    () => prune([...cleared].reduce<RawForm>((rest, path) => withValueAt(rest, path, null), form)),
    [form, cleared],
  )

  useEffect(() => {
    if (dirty) writeDraft(draftKey, name, form, connector.secretFields)
    else dropDraft(draftKey)
  }, [dirty, draftKey, name, form, connector.secretFields])

  const clearSecret = useCallback((path: FieldPath, yes: boolean) => {
    setCleared((before) => {
      if (before.has(path) === yes) return before
      const after = new Set(before)
      if (yes) after.add(path)
      else after.delete(path)
      return after
    })
  }, [])
  const patch = useCallback((patches: readonly FieldPatch[]) => {
    setRaw((before) =>
      patches.reduce((rest, { path, value }) => withValueAt(rest, path, value === null ? undefined : value), before),
    )
  }, [])
  const reset = useCallback(() => {
    setName(saved.name)
    setRaw(saved.settings)
    setCleared(new Set())
    setRestored(false)
  }, [saved])
  const settle = useCallback(() => {
    dropDraft(draftKey)
    setSettled(true)
  }, [draftKey])

  return { name, setName, raw, setRaw, form, settings, cleared, clearSecret, patch, dirty, restored, reset, settle }
}
