import { useQuery } from '@tanstack/react-query'
import {
  type RelationWish,
  readReadings,
  readRelation,
  readRelations,
  readStatement,
  readUnused,
  readUsage,
  readUsageServices,
  type SpanWish,
} from '../api/usage.ts'

/** Services of which readings are kept. */
export function useUsageServices() {
  return useQuery({ queryKey: ['usage'], queryFn: ({ signal }) => readUsageServices(signal) })
}

/** A service's readings, the oldest first. */
export function useReadings(serviceId: string) {
  return useQuery({
    queryKey: ['usage', serviceId, 'readings'],
    queryFn: ({ signal }) => readReadings(serviceId, signal),
  })
}

export function useUsage(serviceId: string, span: SpanWish) {
  return useQuery({
    queryKey: ['usage', serviceId, 'statements', span],
    queryFn: ({ signal }) => readUsage(serviceId, span, signal),
    placeholderData: (before) => before,
    structuralSharing: false,
  })
}

export function useStatement(serviceId: string, id: string, span: SpanWish) {
  return useQuery({
    queryKey: ['usage', serviceId, 'statement', id, span],
    queryFn: ({ signal }) => readStatement(serviceId, id, span, signal),
  })
}

/** Relations by how often statements use them. */
export function useUsedRelations(serviceId: string, span: SpanWish) {
  return useQuery({
    queryKey: ['usage', serviceId, 'relations', span],
    queryFn: ({ signal }) => readRelations(serviceId, span, signal),
    placeholderData: (before) => before,
    structuralSharing: false,
  })
}

/** Relations and columns that no statement used. */
export function useUnused(serviceId: string, span: SpanWish) {
  return useQuery({
    queryKey: ['usage', serviceId, 'unused', span],
    queryFn: ({ signal }) => readUnused(serviceId, span, signal),
    placeholderData: (before) => before,
    structuralSharing: false,
  })
}

/** One relation; null waits. */
export function useRelationUsage(serviceId: string, wish: RelationWish | null, span: SpanWish) {
  return useQuery({
    queryKey: ['usage', serviceId, 'relation', wish, span],
    queryFn: ({ signal }) =>
      wish === null ? Promise.reject(new Error('no relation')) : readRelation(serviceId, wish, span, signal),
    enabled: wish !== null,
  })
}
