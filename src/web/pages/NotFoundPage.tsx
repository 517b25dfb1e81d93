import { Unplug } from 'lucide-react'
import { usePlace } from '../app/crumbs.tsx'
import { MessagePage } from '../components/MessagePage.tsx'
import { ToServices } from '../components/ToServices.tsx'

export function NotFoundPage({ what = 'page' }: { what?: 'page' | 'service' | 'connector' | 'run' | 'test' }) {
  usePlace([{ label: 'Services', to: '/services' }, { label: 'Not found' }])
  return (
    <MessagePage icon={<Unplug size={22} />} title={`No ${what} at this address`} actions={<ToServices />}>
      <p>
        Nothing is plugged in at <code>{location.pathname}</code>. It may have been deleted, or the link has a typing
        error.
      </p>
    </MessagePage>
  )
}
