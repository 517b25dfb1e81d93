import { Button } from '@mantine/core'
import { FlaskConical, Plug, Plus } from 'lucide-react'
import { Link } from 'wouter'
import { MessagePage } from '../../components/MessagePage.tsx'
import { useDemo } from '../../hooks/use-services.ts'

/** The list before the first service: says what would be here and offers the two ways to begin. */
export function NoServices() {
  const demo = useDemo()
  return (
    <MessagePage
      icon={<Plug size={22} />}
      title="No services yet"
      actions={
        <>
          <Button component={Link} to="/services/new" leftSection={<Plus size={16} aria-hidden="true" />}>
            Add service
          </Button>
          {demo.data?.available === true && (
            <Button
              component={Link}
              to="/services/new?demo"
              variant="default"
              leftSection={<FlaskConical size={16} aria-hidden="true" />}
            >
              Try the demo
            </Button>
          )}
        </>
      }
    >
      <p>
        A service is a Postgres server that Patchbay reads. Add yours with the manual open beside every field, and test
        the connection step by step before you save.
      </p>
      <p>
        No role to log in with yet? See <Link to="/access">what to ask the DBA for</Link>.
      </p>
      {demo.data?.available === true && (
        <p>No server at hand? The demo is a small business with real tables, views and policies.</p>
      )}
    </MessagePage>
  )
}
