import { Button } from '@mantine/core'
import { SearchX } from 'lucide-react'
import { Link } from 'wouter'
import { MessagePage } from '../components/MessagePage.tsx'
import { RelativeTime } from '../components/RelativeTime.tsx'
import { useLastSeen } from '../hooks/use-catalog.ts'
import { placePath } from './place.ts'

interface Props {
  readonly service: string
  readonly database: string
  readonly schema: string
  readonly name: string
  /** Number of the snapshot that lacks it; null where that is the newest. */
  readonly at: number | null
}

/** Nothing of this name is in the snapshot: where it was last, and the way to what is there. */
export function GoneRelation({ service, database, schema, name, at }: Props) {
  const { data, error } = useLastSeen(service, { database, schema, name })
  const last = data?.snapshot ?? null
  return (
    <MessagePage
      icon={<SearchX size={22} />}
      title="Not in this snapshot"
      actions={
        <>
          {last !== null && last.number !== at && (
            <Button component={Link} to={placePath({ service, database, schema, name, at: last.number })}>
              See it in snapshot #{last.number}
            </Button>
          )}
          <Button variant="default" component={Link} to={placePath({ service, database, schema, at })}>
            The schema
          </Button>
          <Button variant="default" component={Link} to={placePath({ service, at })}>
            The service’s catalog
          </Button>
        </>
      }
    >
      <p>
        {at === null ? 'The newest snapshot' : `Snapshot #${at}`} holds nothing called{' '}
        <span className="mono">
          {schema}.{name}
        </span>
        . {error !== null && `Whether another one does could not be read: ${error.message}`}
        {last === null && data !== undefined && 'No other snapshot that is kept does either.'}
        {last !== null && (
          <>
            {at !== null && last.number > at ? 'It is in' : 'It was last in'} snapshot #{last.number}, taken{' '}
            <RelativeTime at={last.takenAt} />
            {at !== null && last.number > at
              ? ': made or renamed since, or outside of what was read then.'
              : ': dropped or renamed since, or outside of what is read now.'}
          </>
        )}
      </p>
    </MessagePage>
  )
}
