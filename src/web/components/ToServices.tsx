import { Button } from '@mantine/core'
import { Link } from 'wouter'

/** The way out of a page that has nothing to show. */
export function ToServices() {
  return (
    <Button component={Link} to="/services">
      Go to services
    </Button>
  )
}
