import { Button, Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { SuggestionPage, SuggestionWish } from '../../../core/quality-api.ts'
import { Notice } from '../../components/Notice.tsx'
import type { Pages } from '../../hooks/use-pages.ts'
import { ProgressBar } from '../../runs/ProgressBar.tsx'
import { counted, number } from '../../runs/run-words.ts'
import { ListFoot } from '../ListFoot.tsx'
import { everything, isChosen, nothing, toggled } from './choice.ts'
import { SuggestionList } from './SuggestionList.tsx'
import classes from './Suggestions.module.css'
import { isList, type Progress, useAddSuggestions, type Wanted } from './use-add-suggestions.ts'

interface Props {
  readonly serviceId: string
  /** What the suggestions are narrowed down to. */
  readonly scope: SuggestionWish
  readonly found: Pages<SuggestionPage>
  readonly relations: number
  readonly onDone: () => void
}

/** Suggestions to tick, and the button that adds them; all are ticked at first, those that were not seen too. */
export function SuggestionChoice({ serviceId, scope, found, relations, onDone }: Props) {
  const [choice, setChoice] = useState(everything)
  const { add, isAdding, error, wanted, done, progress, stop } = useAddSuggestions(serviceId, onDone)
  const { pages } = found.data
  // What is in sight answers the words before.
  const isBusy = found.isPlaceholderData
  const suggestions = useMemo(() => pages.flatMap((page) => page.suggestions), [pages])
  const chosen = suggestions.filter((one) => isChosen(choice, one))
  const isAll = choice.allBut && choice.ids.size === 0
  // What was not read yet can only be added by the server.
  const addsUnseen = found.hasNextPage && choice.allBut
  const words = found.hasNextPage
    ? unseenWords(choice.allBut, choice.ids.size, relations)
    : `${number(chosen.length)} of ${counted(suggestions.length, 'suggestion')}`
  return (
    <>
      <Checkbox
        className={classes.all ?? ''}
        label={words}
        checked={isAll}
        indeterminate={!isAll && chosen.length > 0}
        disabled={isAdding || isBusy}
        onChange={(event) => setChoice(event.currentTarget.checked ? everything : nothing)}
      />
      <SuggestionList
        found={found}
        suggestions={suggestions}
        isChosen={(one) => isChosen(choice, one)}
        disabled={isAdding || isBusy}
        onToggle={(id) => setChoice((before) => toggled(before, id))}
      />
      <ListFoot
        error={found.isFetchNextPageError ? found.error : null}
        isMoved={false}
        fetching={found.isFetching}
        onMore={found.fetchNextPage}
        onAgain={found.refetch}
      />
      {error !== null && (
        <Notice kind="bad">
          {error.message}
          {progress !== null && progress.added > 0 && ` ${keptWords(progress.added)}`}
        </Notice>
      )}
      {done?.isWhole === false && <Notice kind="plain">Stopped. {keptWords(done.added)}</Notice>}
      {isAdding && progress !== null && <AddProgress progress={progress} wanted={wanted} relations={relations} />}
      <div className={classes.actions}>
        {isAdding && progress !== null && (
          <Button variant="default" onClick={stop}>
            Stop
          </Button>
        )}
        <Button
          disabled={isBusy || (chosen.length === 0 && !addsUnseen)}
          loading={isAdding}
          onClick={() => add(addsUnseen ? { ...scope, except: [...choice.ids] } : chosen)}
        >
          {addsUnseen ? (isAll ? 'Add all suggestions' : 'Add all others') : `Add ${counted(chosen.length, 'check')}`}
        </Button>
      </div>
    </>
  )
}

interface ProgressProps {
  readonly progress: Progress
  readonly wanted: Wanted | undefined
  readonly relations: number
}

function AddProgress({ progress: { done, added }, wanted, relations }: ProgressProps) {
  return (
    <div className={classes.progress} role="status">
      {isList(wanted) ? (
        <>
          <ProgressBar label="Checks added" done={added} total={wanted.length} />
          {number(added)} of {counted(wanted.length, 'check')} added
        </>
      ) : (
        <>
          <ProgressBar label="Relations looked at" done={done} total={relations} />
          {number(done)} of {counted(relations, 'relation')}, {counted(added, 'check')} added
        </>
      )}
    </div>
  )
}

const keptWords = (added: number): string =>
  `${counted(added, 'check')} ${added === 1 ? 'was added before that and stays' : 'were added before that and stay'}.`

function unseenWords(allBut: boolean, ids: number, relations: number): string {
  const all = `suggestions for ${counted(relations, 'relation')}`
  if (!allBut) return `${number(ids)} of the ${all}`
  return ids === 0 ? `All ${all}` : `All but ${number(ids)} of the ${all}`
}
