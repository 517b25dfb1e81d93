import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DemoConnection, ServiceDetail, ServiceInput } from '../../core/api.ts'
import {
  createService,
  deleteService,
  duplicateService,
  readDemo,
  readHoldings,
  readService,
  readServices,
  updateService,
} from '../api/endpoints.ts'

const servicesKey = ['services'] as const
export const nameCheckKey = ['name-check'] as const
const serviceKey = (id: string) => ['services', id] as const

export function useServices() {
  return useQuery({ queryKey: servicesKey, queryFn: ({ signal }) => readServices(signal) })
}

export function useService(id: string | null) {
  return useQuery({
    queryKey: serviceKey(id ?? ''),
    queryFn: () => readService(id ?? ''),
    enabled: id !== null,
    // The form owns what is being edited; a refetch behind the reader's back must not replace it.
    refetchOnWindowFocus: false,
  })
}

/** The demo server may still be starting; it says nothing by itself when it is there. */
const untilReady = ({ state }: { readonly state: { readonly data?: DemoConnection | undefined } }) =>
  state.data?.available === false ? 3_000 : false

export function useDemo() {
  return useQuery({ queryKey: ['demo'], queryFn: readDemo, refetchInterval: untilReady })
}

/** Which services there are decides the list and which names are free. */
async function listChanged(client: QueryClient): Promise<void> {
  client.removeQueries({ queryKey: nameCheckKey })
  // Also where nobody shows it now: the page that comes next must not begin with the list as it was.
  await client.invalidateQueries({ queryKey: servicesKey, exact: true, refetchType: 'all' })
}

export function useDeleteService() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: deleteService,
    onSuccess: () => listChanged(client),
  })
}

/** What goes with a service when it is deleted. */
export function useHoldings(id: string | null) {
  return useQuery({
    queryKey: ['holdings', id],
    queryFn: () => readHoldings(id ?? ''),
    enabled: id !== null,
    staleTime: 0,
  })
}

export function useDuplicateService() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: duplicateService,
    onSuccess: () => listChanged(client),
  })
}

/** Creates or, with an id, replaces a service. */
export function useSaveService(id: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: ServiceInput) => (id === null ? createService(input) : updateService(id, input)),
    onSuccess: async (service: ServiceDetail) => {
      client.setQueryData(serviceKey(service.id), service)
      await listChanged(client)
    },
  })
}
