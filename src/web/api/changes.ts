import type { ChangePage, SnapshotSummary } from '../../core/api.ts'
import type { ChangeStatement } from '../../core/catalog/ddl-renderer.ts'
import type { SnapshotDifference } from '../../core/catalog/diff/change.ts'
import { requestJson } from './request.ts'

const segment = encodeURIComponent

/** The newest first. */
export const readSnapshots = (serviceId: string) =>
  requestJson<readonly SnapshotSummary[]>(`/api/services/${segment(serviceId)}/snapshots?limit=999`)

export const readDifference = (from: string, to: string) =>
  requestJson<SnapshotDifference>(`/api/snapshots/${segment(to)}/difference?${new URLSearchParams({ from })}`)

/** What turns the one into the other, in an order that runs. */
export const readChangeScript = (from: string, to: string) =>
  requestJson<readonly ChangeStatement[]>(
    `/api/snapshots/${segment(to)}/change-script?${new URLSearchParams({ from })}`,
  )

/** Steps to snapshots before number `before`; null begins with the newest. */
export const readChanges = (serviceId: string, before: number | null, limit: number) =>
  requestJson<ChangePage>(
    `/api/services/${segment(serviceId)}/changes?${new URLSearchParams({
      limit: String(limit),
      ...(before === null ? {} : { before: String(before) }),
    })}`,
  )
