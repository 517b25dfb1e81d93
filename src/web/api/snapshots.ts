import type { SnapshotDetail } from '../../core/api.ts'
import { requestJson } from './request.ts'

export const readSnapshot = (id: string) => requestJson<SnapshotDetail>(`/api/snapshots/${encodeURIComponent(id)}`)
