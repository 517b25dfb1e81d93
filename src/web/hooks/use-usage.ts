import { useQuery } from '@tanstack/react-query'
import { readReadings, readStatement, readUsage, readUsageServices, type SpanWish } from '../api/usage.ts'

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
