import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import type { CheckSuggestion, SuggestionWish } from '../../../core/quality-api.ts'
import { addChecks, addSuggestions } from '../../api/quality.ts'
import { qualityKey } from '../../hooks/use-quality.ts'

interface Progress {
  /** Relations that were looked at. */
  readonly relations: number
  readonly added: number
}

/** Of these, so many are sent at once. */
const sentTogether = 500

/** Adds chosen suggestions part by part, until all are there (`onDone`) or it is told to stop; what was added stays. */
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

  const addAll = async (wish: SuggestionWish) => {
    let sum: Progress = { relations: 0, added: 0 }
    let cursor: string | null = null
    do {
      setProgress(sum)
      const { added, relations, next } = await addSuggestions(serviceId, cursor === null ? wish : { ...wish, cursor })
      sum = { relations: sum.relations + relations, added: sum.added + added }
      cursor = next
    } while (cursor !== null && !stopped.current)
    return { added: sum.added, isWhole: cursor === null }
  }
  const addSome = async (chosen: readonly CheckSuggestion[]) => {
    for (let at = 0; at < chosen.length; at += sentTogether) {
      const part = chosen.slice(at, at + sentTogether)
      await addChecks(
        serviceId,
        part.map(({ written }) => written as JsonObject),
      )
    }
    return { added: chosen.length, isWhole: true }
  }
  const add = useMutation({
    mutationFn: (wanted: SuggestionWish | readonly CheckSuggestion[]) => {
      stopped.current = false
      return isList(wanted) ? addSome(wanted) : addAll(wanted)
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
    /** What came of the last time; null before it. */
    done: add.data ?? null,
    progress,
    stop: () => {
      stopped.current = true
    },
  }
}

const isList = (wanted: SuggestionWish | readonly CheckSuggestion[]): wanted is readonly CheckSuggestion[] =>
  Array.isArray(wanted)
