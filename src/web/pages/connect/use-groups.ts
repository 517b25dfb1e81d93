import { useCallback, useMemo, useState } from 'react'
import { type FieldPath, fieldPathKeys, toFieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { FieldProblem } from '../../form/field-problem.ts'
import { sameJson, valueAt } from '../../form/form-value.ts'
import { type FieldGroup, fieldGroups, startingForm } from '../../form/schema.ts'

/** Which groups are open. A collapsed one opens itself when something in it is wrong, and stays as the admin leaves it. */
export function useGroups(schema: JsonObject, form: JsonObject, shown: readonly FieldProblem[]) {
  const groups = useMemo(() => fieldGroups(schema), [schema])
  const start = useMemo(() => startingForm(schema), [schema])
  const [openGroups, setOpenGroups] = useState<ReadonlySet<string>>(new Set())
  const [opened, setOpened] = useState<readonly FieldProblem[]>([])

  const groupOf = useCallback(
    (path: FieldPath) => groups.find((group) => group.properties.includes(fieldPathKeys(path)[0] ?? '')),
    [groups],
  )
  const openGroupOf = useCallback(
    (path: FieldPath) => {
      const group = groupOf(path)
      if (group !== undefined)
        setOpenGroups((before) => (before.has(group.id) ? before : new Set([...before, group.id])))
    },
    [groupOf],
  )
  if (opened !== shown) {
    setOpened(shown)
    const isNew = (problem: FieldProblem) => !opened.some(({ path }) => path === problem.path)
    const toOpen = shown.filter(isNew).flatMap(({ path }) => groupOf(path)?.id ?? [])
    if (toOpen.some((id) => !openGroups.has(id))) setOpenGroups(new Set([...openGroups, ...toOpen]))
  }
  const toggleGroup = useCallback((id: string) => {
    setOpenGroups((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]))
  }, [])
  const countSet = useCallback(
    (group: FieldGroup) =>
      group.properties.filter((name) => {
        const path = toFieldPath([name])
        const value = valueAt(form, path)
        return value !== undefined && !sameJson(value, valueAt(start, path))
      }).length,
    [form, start],
  )
  return { groups, openGroups, toggleGroup, openGroupOf, countSet }
}
