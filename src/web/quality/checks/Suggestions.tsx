import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { JsonObject } from '../../../core/json.ts'
import { describeParameters, subjectOf } from '../../../core/quality/checks/describe.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { CheckSuggestion, RelationPlace } from '../../../core/quality-api.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useAddChecks, useSuggestions } from '../../hooks/use-checks.ts'
import { counted, number } from '../../runs/run-words.ts'
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
  const { data, error, refetch, isFetching } = useSuggestions(serviceId, place, opened)
  return (
    <Dialog opened={opened} onClose={onClose} title="Suggested checks" width={760}>
      {data === undefined ? (
        error === null ? (
          <PageSkeleton />
        ) : (
          <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
        )
      ) : data.length === 0 ? (
        <p className={classes.quiet}>
          Nothing is suggested that is not there yet. Suggestions come from constraints of the newest snapshot and from
          profiles.
        </p>
      ) : (
        <Choice serviceId={serviceId} suggestions={data} onDone={onClose} />
      )}
    </Dialog>
  )
}

/** More than these are added without being shown one by one. */
const shownAtMost = 300

interface ChoiceProps {
  readonly serviceId: string
  readonly suggestions: readonly CheckSuggestion[]
  readonly onDone: () => void
}

function Choice({ serviceId, suggestions, onDone }: ChoiceProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const add = useAddChecks(serviceId)
  const chosen = suggestions.filter(({ check }) => !left.has(check.id))
  const toggle = (id: string, isChosen: boolean) =>
    setLeft((before) => new Set(isChosen ? [...before].filter((one) => one !== id) : [...before, id]))
  return (
    <>
      <Checkbox
        label={`${number(chosen.length)} of ${counted(suggestions.length, 'suggestion')}`}
        checked={chosen.length === suggestions.length}
        indeterminate={chosen.length > 0 && chosen.length < suggestions.length}
        onChange={(event) =>
          setLeft(new Set(event.currentTarget.checked ? [] : suggestions.map(({ check }) => check.id)))
        }
      />
      <ul className={classes.list}>
        {suggestions.slice(0, shownAtMost).map(({ check }) => (
          <li key={check.id}>
            <Checkbox
              label={`${kindOf(check.kind).title}: ${subjectOf(check)}`}
              description={[describeParameters(check), check.description].filter(Boolean).join('. ')}
              checked={!left.has(check.id)}
              onChange={(event) => toggle(check.id, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
      {suggestions.length > shownAtMost && (
        <p className={classes.quiet}>and {number(suggestions.length - shownAtMost)} more, chosen as well</p>
      )}
      {add.error !== null && <Notice kind="bad">{add.error.message}</Notice>}
      <div className={classes.actions}>
        <Button
          disabled={chosen.length === 0}
          loading={add.isPending}
          onClick={() =>
            add.mutate(
              chosen.map(({ written }) => written as JsonObject),
              { onSuccess: onDone },
            )
          }
        >
          Add {counted(chosen.length, 'check')}
        </Button>
      </div>
    </>
  )
}
