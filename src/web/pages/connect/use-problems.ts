import type { ValidatorType } from '@rjsf/utils'
import { useCallback, useMemo, useRef, useState } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { type FieldProblem, isWithin, onePerField } from '../../form/field-problem.ts'
import { valueAt } from '../../form/form-value.ts'
import { schemaProblems } from '../../form/schema-problems.ts'

export interface Problems {
  /** Everything that is wrong, one problem a field, whether or not it shows. */
  readonly all: readonly FieldProblem[]
  /** What shows: on fields that were left, or everything once the form was submitted. */
  readonly shown: readonly FieldProblem[]
  readonly touch: (path: FieldPath) => void
  readonly showAll: () => void
  /** Findings of the server or a test. Each goes away when its field changes. */
  readonly found: (problems: readonly FieldProblem[], form: JsonObject) => void
  readonly reportProblem: (path: FieldPath, message: string | null) => void
  readonly forget: () => void
}

interface Found {
  readonly problem: FieldProblem
  /** The field's value it was about. */
  readonly value: unknown
}

export function useProblems(
  connector: ConnectorDetail,
  validator: ValidatorType,
  form: JsonObject,
  /** Fields with a stored value in use, which the form does not hold. */
  stored: ReadonlySet<FieldPath>,
): Problems {
  const [touched, setTouched] = useState<ReadonlySet<FieldPath>>(new Set())
  const [submitted, setSubmitted] = useState(false)
  const [foundList, setFoundList] = useState<readonly Found[]>([])
  const [ofWidgets, setOfWidgets] = useState<ReadonlyMap<FieldPath, string>>(new Map())

  const followed = useMemo(
    () => [...schemaProblems(validator, connector.schema, form), ...settingsProblems(connector, form, stored)],
    [validator, connector, form, stored],
  )
  const all = useMemo(() => {
    const widget = [...ofWidgets].map(([path, message]): FieldProblem => {
      return { path, message, source: 'widget', actions: [] }
    })
    const found = foundList.filter(
      ({ problem, value }) => JSON.stringify(valueAt(form, problem.path)) === JSON.stringify(value),
    )
    return onePerField([...widget, ...found.map(({ problem }) => problem), ...followed])
  }, [ofWidgets, foundList, followed, form])
  const shown = useMemo(
    () =>
      all.filter(
        ({ path, source }) =>
          submitted ||
          (source !== 'schema' && source !== 'settings') ||
          [...touched].some((field) => isWithin(path, field)),
      ),
    [all, submitted, touched],
  )

  const touch = useCallback((path: FieldPath) => {
    setTouched((before) => (before.has(path) ? before : new Set([...before, path])))
  }, [])
  const reportProblem = useCallback((path: FieldPath, message: string | null) => {
    setOfWidgets((before) => {
      if ((before.get(path) ?? null) === message) return before
      const after = new Map(before)
      if (message === null) after.delete(path)
      else after.set(path, message)
      return after
    })
  }, [])
  const found = useCallback((problems: readonly FieldProblem[], at: JsonObject) => {
    setFoundList(problems.map((problem) => ({ problem, value: valueAt(at, problem.path) })))
  }, [])
  const showAll = useCallback(() => setSubmitted(true), [])
  const forget = useCallback(() => {
    setTouched(new Set())
    setSubmitted(false)
    setFoundList([])
  }, [])
  return { all, shown: useStable(shown), touch, showAll, found, reportProblem, forget }
}

/** The same list as before when nothing in it changed, so that the form is not rendered for it. */
function useStable(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const last = useRef(problems)
  if (JSON.stringify(last.current) !== JSON.stringify(problems)) last.current = problems
  return last.current
}

/** What the connector says of the form without a server. A problem about a stored secret is the server's to judge. */
function settingsProblems(
  connector: ConnectorDetail,
  form: JsonObject,
  stored: ReadonlySet<FieldPath>,
): FieldProblem[] {
  const parsed = connectorSettings(connector.id)?.parseSettings(form)
  if (parsed === undefined || parsed.ok) return []
  return parsed.error.flatMap(({ fields, summary, remedy, actions }) => {
    const [path] = fields
    if (path === undefined || fields.some((field) => stored.has(field))) return []
    return [{ path, message: `${summary} ${remedy}`, source: 'settings' as const, actions }]
  })
}
