import { Button } from '@mantine/core'
import { PlugZap, ServerCrash } from 'lucide-react'
import { AppError } from '../../core/error.ts'
import { UnreachableError } from '../api/request.ts'
import { MessagePage } from './MessagePage.tsx'

/** What a page shows when what it needs did not arrive. */
export function LoadError({ error, retry, retrying }: { error: Error; retry: () => void; retrying: boolean }) {
  const unreachable = error instanceof UnreachableError
  const hint = error instanceof AppError ? error.hint : null
  return (
    <MessagePage
      alert
      icon={unreachable ? <PlugZap size={22} /> : <ServerCrash size={22} />}
      title={unreachable ? 'Patchbay’s server does not answer' : 'The server could not do this'}
      actions={
        <Button onClick={retry} loading={retrying}>
          Try again
        </Button>
      }
    >
      {unreachable ? (
        <p>The page is open, but its server is not. It may be restarting. Nothing that was saved is lost.</p>
      ) : (
        <p>{error.message}</p>
      )}
      {hint !== null && <p>{hint}</p>}
    </MessagePage>
  )
}
