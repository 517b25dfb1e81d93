import { Button } from '@mantine/core'
import { Notice } from '../components/Notice.tsx'

interface Props {
  /** Why the next page could not be had; null where it could. */
  readonly error: Error | null
  /** Whether the list changed between its pages. */
  readonly isMoved: boolean
  readonly fetching: boolean
  readonly onMore: () => unknown
  readonly onAgain: () => unknown
}

/** Below a list of pages: what went wrong with the next one, and whether those there are still fit together. */
export function ListFoot({ error, isMoved, fetching, onMore, onAgain }: Props) {
  const button = (label: string, onClick: () => unknown) => (
    <Button variant="default" size="compact-sm" loading={fetching} onClick={onClick}>
      {label}
    </Button>
  )
  if (error !== null) {
    return (
      <Notice kind="bad" actions={button('Read on', onMore)}>
        The next rows could not be read. {error.message}
      </Notice>
    )
  }
  if (!isMoved) return null
  return (
    <Notice kind="warn" actions={button('Read it again', onAgain)}>
      This list changed while you scrolled: rows may have moved to a part that was read before.
    </Notice>
  )
}
