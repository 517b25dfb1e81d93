import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import type { CheckSuggestion, SuggestionWish } from '../../../core/quality-api.ts'
import { addChecks, addSuggestions } from '../../api/quality.ts'
import { checkChanges } from '../../hooks/use-checks.ts'
import { qualityKey } from '../../hooks/use-quality.ts'

/** What is added: all that is suggested for some relations, or these alone. */
export type Wanted = SuggestionWish | readonly CheckSuggestion[]

export interface Progress {
  /** Relations that were looked at; of a list, suggestions that were dealt with. */
  readonly done: number
  readonly added: number
}

type Part = Progress & { readonly next: string | null }

/** Of a list, so many are sent at once. */
const sentTogether = 500

/** Adds suggestions part by part, until all are there (`onDone`) or it is told to stop; what was added stays. */
export function useAddSuggestions(serviceId: string, onDone: () => void) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<Progress | null>(null)
  const stopped = useRef(false)
  useEffect(() => {
    stopped.current = false
    return () => {
      stopped.current = true
    }
  }, [])

  const add = useMutation({
    mutationKey: checkChanges(serviceId),
    mutationFn: async (wanted: Wanted) => {
      stopped.current = false
      const isLong = !isList(wanted) || wanted.length > sentTogether
      let sum: Progress = { done: 0, added: 0 }
      let cursor: string | null = null
      do {
        if (isLong) setProgress(sum)
        const { done, added, next }: Part = await addPart(serviceId, wanted, cursor)
        sum = { done: sum.done + done, added: sum.added + added }
        cursor = next
      } while (cursor !== null && !stopped.current)
      return { added: sum.added, isWhole: cursor === null }
    },
    // Before suggestions are read anew: once nothing is left to suggest, nobody is there to be told.
    onSuccess: ({ isWhole }) => isWhole && onDone(),
    onSettled: (_done, failure) => {
      // What was added before a failure stays, and stays told.
      if (failure === null) setProgress(null)
      void client.invalidateQueries({ queryKey: qualityKey })
    },
  })
  return {
    add: add.mutate,
    isAdding: add.isPending,
    error: add.error,
    /** What is being added, or was last; undefined before that. */
    wanted: add.variables,
    /** What came of the last time; null before it. */
    done: add.data ?? null,
    /** While something goes on that takes more than one part; after a failure how far it came. */
    progress,
    stop: () => {
      stopped.current = true
    },
  }
}

async function addPart(serviceId: string, wanted: Wanted, cursor: string | null): Promise<Part> {
  if (!isList(wanted)) {
    const { relations, ...part } = await addSuggestions(serviceId, cursor === null ? wanted : { ...wanted, cursor })
    return { ...part, done: relations }
  }
  const from = Number(cursor ?? 0)
  const part = wanted.slice(from, from + sentTogether)
  await addChecks(
    serviceId,
    part.map(({ written }) => written as JsonObject),
  )
  const end = from + part.length
  return { added: part.length, done: part.length, next: end < wanted.length ? String(end) : null }
}

export const isList = (wanted: Wanted | undefined): wanted is readonly CheckSuggestion[] => Array.isArray(wanted)
