import { useQuery } from '@tanstack/react-query'
import { readConnector } from '../api/endpoints.ts'
import { loadValidator } from '../form/load-validator.ts'

/** A connector's form and help, with the validator of its schema. In development the content may change under the page. */
export function useConnector(id: string | null) {
  return useQuery({
    queryKey: ['connectors', id],
    queryFn: async () => {
      const connector = await readConnector(id ?? '')
      return { connector, validator: await loadValidator(connector) }
    },
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
