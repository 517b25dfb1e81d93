import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useRef } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail, ServiceDetail } from '../../../core/api.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { readScopePreview } from '../../api/scope-preview.ts'
import { sameJson } from '../../form/form-value.ts'
import type { Problems } from './use-problems.ts'

const FilterPreviewView = lazy(() => import('./FilterPreviewView.tsx').then((m) => ({ default: m.FilterPreviewView })))

interface Options {
  readonly connector: ConnectorDetail
  readonly service: ServiceDetail | null
  readonly settings: JsonObject
  readonly problems: Problems
}

/** Below each filter: what it lets in and leaves out on the live server, asked for all filters at once. */
export function useFilterPreviews({ connector, service, settings, problems }: Options) {
  const { mutate, data, error, isPending, variables } = useMutation({ mutationFn: readScopePreview })
  const latest = useRef(settings)
  latest.current = settings
  const isStale = variables !== undefined && !sameJson(variables.settings, settings)
  const { showAll } = problems
  const ask = useCallback(() => {
    // A pattern that is no regular expression is said to be one at its field.
    showAll()
    mutate({
      connector: connector.id,
      settings: latest.current,
      ...(service === null ? {} : { serviceId: service.id }),
    })
  }, [mutate, showAll, connector, service])
  return useCallback(
    (path: FieldPath) => {
      if (!connector.testable || connectorSettings(connector.id)?.filterFields.includes(path) !== true) return null
      return (
        <Suspense>
          <FilterPreviewView
            field={path}
            answer={data ?? null}
            error={error}
            isPending={isPending}
            isStale={isStale}
            onAsk={ask}
          />
        </Suspense>
      )
    },
    [connector, data, error, isPending, isStale, ask],
  )
}
