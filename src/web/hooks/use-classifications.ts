import { useQuery } from '@tanstack/react-query'
import { readClassifications } from '../api/classifications.ts'

/** Policies as tags, and where each is used. */
export function useClassifications() {
  return useQuery({ queryKey: ['classifications'], queryFn: readClassifications })
}
