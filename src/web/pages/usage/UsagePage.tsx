import { Route, Switch } from 'wouter'
import { NotFoundPage } from '../NotFoundPage.tsx'
import { ServiceUsagePage } from './ServiceUsagePage.tsx'
import { StatementPage } from './StatementPage.tsx'
import { UsageServices } from './UsageServices.tsx'

/** `/usage` and everything below it. */
export function UsagePage() {
  return (
    <Switch>
      <Route path="/usage">
        <UsageServices />
      </Route>
      <Route path="/usage/:id/statements/:statement">
        {({ id, statement }) => <StatementPage key={statement} serviceId={id} statement={statement} />}
      </Route>
      <Route path="/usage/:id/:part?">
        {({ id, part }) => <ServiceUsagePage key={id} serviceId={id} part={part ?? null} />}
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  )
}
