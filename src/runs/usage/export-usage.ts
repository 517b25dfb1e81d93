import { connectorSettings } from '../../connectors/settings-registry.ts'
import { AppError } from '../../core/error.ts'
import type { ServiceId } from '../../core/ids.ts'
import { renderLineage } from '../../core/lineage/export/lineage-export.ts'
import { addStatements, type CalledStatement } from '../../core/lineage/graph/add-statements.ts'
import { relationsCsv, statementsCsv, unusedCsv } from '../../core/usage/export/usage-csv.ts'
import type { UsageFormat } from '../../core/usage/export/usage-formats.ts'
import { relationUsage } from '../../core/usage/relation-usage.ts'
import { placeKey } from '../../store/usage/lineage.ts'
import type { RunContext } from '../context.ts'
import { readGraph } from '../lineage.ts'
import { showService } from '../services.ts'
import { readKeptUsage } from './kept-usage.ts'
import { listUnused } from './relations.ts'
import { resolveColumns } from './resolve-texts.ts'
import type { SpanRequest } from './service-usage.ts'
import { readSpanTexts } from './span-texts.ts'

/** Usage over a span for other tools. Throws SERVICE_NOT_FOUND, READING_NOT_FOUND, SNAPSHOT_NOT_FOUND. */
export async function exportUsage(
  context: RunContext,
  serviceId: ServiceId,
  request: SpanRequest,
  format: UsageFormat,
): Promise<string> {
  switch (format) {
    case 'csv':
      return statementsCsv(await readKeptUsage(context, serviceId, request))
    case 'csv-relations': {
      const { texts, lossy } = await readSpanTexts(context, serviceId, request)
      return relationsCsv(relationUsage(texts, lossy))
    }
    case 'csv-unused':
      return unusedCsv(await listUnused(context, serviceId, request))
    case 'openlineage':
      return await openLineage(context, serviceId, request)
    case 'openmetadata-usage':
    case 'openmetadata-lineage':
      return await workflow(context, serviceId, format)
  }
}

/** An event for each statement that was called and is understood, named by the newest snapshot. */
async function openLineage(context: RunContext, serviceId: ServiceId, request: SpanRequest): Promise<string> {
  const { span, snapshot, texts } = await readSpanTexts(context, serviceId, request)
  if (snapshot === null) {
    throw new AppError('SNAPSHOT_NOT_FOUND', 'The service was never read, so names in statements are not known.', {
      hint: 'Read it once, then export again.',
    })
  }
  const lineage = await resolveColumns(context, snapshot, texts)
  const called = texts.flatMap((each): CalledStatement[] => {
    const { id, text, sum } = each
    const statement = { id, text, calls: sum.calls, lowerBound: sum.lowerBound }
    return (lineage.get(placeKey(each)) ?? []).map((entry) => ({ ...statement, entry }))
  })
  const { nodes } = await readGraph(context, snapshot.id, false)
  const graph = addStatements({ nodes, edges: [], origins: [] }, called)
  return renderLineage('openlineage', { graph, namespace: await namespaceOf(context, serviceId), at: span.until })
}

/** Of a service's datasets, such as `postgres://db.internal:5432`. Throws SERVICE_NOT_FOUND. */
export async function namespaceOf(context: RunContext, serviceId: ServiceId): Promise<string> {
  const { target } = await showService(context, serviceId)
  const place = target.split('/')[0] ?? ''
  return `postgres://${/:\d+$/.test(place) ? place : `${place || 'localhost'}:5432`}`
}

/** How the other catalog reads the same service. */
async function workflow(context: RunContext, serviceId: ServiceId, id: UsageFormat): Promise<string> {
  const { connector, name, settings, storedSecrets, withheldSecrets } = await showService(context, serviceId)
  const format = (await connectorSettings(connector)?.loadCopyFormats())?.find((each) => each.id === id)
  if (format === undefined) throw new AppError('CONNECTOR_NOT_FOUND', 'This connector cannot be written so.')
  const stored = [...storedSecrets, ...withheldSecrets]
  const written = format.render({ form: settings, name, stored, withPassword: false })
  if (!written.ok) {
    throw new AppError('REQUEST_INVALID', 'The service cannot be written so.', { details: written.error })
  }
  const notes = written.value.notes.map((note) => `# ${note}\n`).join('')
  return `${notes}${written.value.text}\n`
}
