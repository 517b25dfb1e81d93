import type { ReactNode } from 'react'
import type { ProfilePoint, ProfileSummary } from '../../core/quality-api.ts'
import { sizeText } from '../components/quantity.ts'
import { RelativeTime } from '../components/RelativeTime.tsx'
import { SelectBox } from '../components/TextBox.tsx'
import { counted, durationWords } from '../runs/run-words.ts'
import { momentWords } from '../usage/usage-words.ts'
import { basisWords, valueWords } from './figure-words.ts'
import classes from './ProfileFacts.module.css'

interface Props {
  readonly profile: ProfileSummary
  /** The newest first. */
  readonly history: readonly ProfilePoint[]
  /** Null for the newest. */
  readonly onChoose: (id: string | null) => void
  readonly action: ReactNode
}

/** What a profile is of and rests on, and the way to earlier ones. */
export function ProfileFacts({ profile, history, onChoose, action }: Props) {
  const { rows, bytes, profiledAt, durationMs } = profile
  return (
    <div className={classes.line}>
      <dl className={classes.facts}>
        <div>
          <dt>Profiled</dt>
          <dd>
            <RelativeTime at={profiledAt} />
          </dd>
        </div>
        <div>
          <dt>Rows</dt>
          <dd>
            {rows === null ? (
              'not known'
            ) : (
              <>
                {valueWords(rows.value)} <small>{basisWords(rows)}</small>
              </>
            )}
          </dd>
        </div>
        {bytes !== null && (
          <div>
            <dt>On disk</dt>
            <dd>{sizeText(Number(bytes))}</dd>
          </div>
        )}
        <div>
          <dt>Took</dt>
          <dd>{durationWords(durationMs)}</dd>
        </div>
      </dl>
      <div className={classes.actions}>
        {history.length > 1 && (
          <SelectBox
            aria-label="Profile"
            value={profile.id}
            onChange={({ currentTarget: { value } }) => onChoose(value === history[0]?.id ? null : value)}
          >
            {history.map(({ id, profiledAt: at, changes }) => (
              <option key={id} value={id}>
                {momentWords(at)}
                {changes > 0 && `, ${counted(changes, 'change')}`}
              </option>
            ))}
          </SelectBox>
        )}
        {action}
      </div>
    </div>
  )
}
