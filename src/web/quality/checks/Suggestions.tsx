import { useState } from 'react'
import type { RelationPlace } from '../../../core/quality-api.ts'
import { searchWords } from '../../../core/search-words.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useSuggestions } from '../../hooks/use-checks.ts'
import { counted } from '../../runs/run-words.ts'
import { ListFilter } from '../ListFilter.tsx'
import { SuggestionChoice } from './SuggestionChoice.tsx'
import classes from './Suggestions.module.css'

interface Props {
  readonly serviceId: string
  /** Null for the whole service. */
  readonly place: RelationPlace | null
  readonly opened: boolean
  readonly onClose: () => void
}

/** Checks that constraints and profiles suggest; those that are ticked are added together. */
export function Suggestions({ serviceId, place, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Suggested checks" width={760}>
      <Found serviceId={serviceId} place={place} onDone={onClose} />
    </Dialog>
  )
}

function Found({ serviceId, place, onDone }: Pick<Props, 'serviceId' | 'place'> & { readonly onDone: () => void }) {
  const [text, setText] = useState('')
  const words = searchWords(text)
  const found = useSuggestions(serviceId, place, words)
  if (found.data === undefined) return <NotThereYet query={found} />
  const { pages } = found.data
  const relations = pages.at(-1)?.relations ?? 0
  const isEmpty = !found.hasNextPage && pages.every(({ suggestions }) => suggestions.length === 0)
  return (
    <>
      {place === null && (relations > 1 || text !== '') && (
        <ListFilter
          label="Search relations"
          words={text}
          onWords={setText}
          count={`Looks at ${counted(relations, 'relation')}`}
        />
      )}
      {isEmpty ? (
        <p className={classes.quiet}>
          Nothing is suggested {text === '' ? '' : 'for these relations '}that is not there yet. Suggestions come from
          constraints of the newest snapshot and from profiles.
        </p>
      ) : (
        <SuggestionChoice
          key={text}
          serviceId={serviceId}
          scope={place === null ? { q: text } : { ...place, name: place.relation }}
          found={found}
          relations={relations}
          onDone={onDone}
        />
      )}
    </>
  )
}
