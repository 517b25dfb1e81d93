import { Button } from '@mantine/core'
import { PlugZap, ServerCrash, Unplug } from 'lucide-react'
import { AppError } from '../../core/error.ts'
import { UnreachableError } from '../api/request.ts'
import { MessagePage } from './MessagePage.tsx'
import { ToServices } from './ToServices.tsx'

/** What a page shows when what it needs did not arrive. */
export function LoadError({ error, retry, retrying }: { error: Error; retry: () => void; retrying: boolean }) {
  if (error instanceof AppError && leadsNowhere(error)) return <NothingThere error={error} />
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

/** What a page asks for is named by its address: where that cannot be understood, or nothing is there, no retry helps. */
const leadsNowhere = ({ code }: AppError) => code === 'REQUEST_INVALID' || code.endsWith('_NOT_FOUND')

function NothingThere({ error }: { error: AppError }) {
  return (
    <MessagePage icon={<Unplug size={22} />} title="Nothing at this address" actions={<ToServices />}>
      <p>
        {error.code === 'REQUEST_INVALID' ? 'The link has a typing error, or a part of it was lost.' : error.message}
      </p>
      {error.hint !== null && error.code !== 'REQUEST_INVALID' && <p>{error.hint}</p>}
    </MessagePage>
  )
}
