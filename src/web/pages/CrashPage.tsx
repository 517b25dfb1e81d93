import { Button } from '@mantine/core'
import { Bug } from 'lucide-react'
import { MessagePage } from '../components/MessagePage.tsx'

export function CrashPage({ error }: { error: Error }) {
  return (
    <MessagePage
      alert
      icon={<Bug size={22} />}
      title="This page could not be shown"
      actions={
        <>
          <Button onClick={() => location.reload()}>Reload the page</Button>
          <Button variant="default" onClick={() => location.assign('/services')}>
            Go to services
          </Button>
        </>
      }
    >
      <p>A part of the page stopped with an error. What you typed is kept in this tab; passwords are not.</p>
      <p>
        <code>{error.message}</code>
      </p>
    </MessagePage>
  )
}
