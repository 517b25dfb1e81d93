import { Route, Switch } from 'wouter'
import { NotFoundPage } from '../NotFoundPage.tsx'
import { QualityServices } from './QualityServices.tsx'
import { ServiceQualityPage } from './ServiceQualityPage.tsx'

/** `/quality` and everything below it. */
export function QualityPage() {
  return (
    <Switch>
      <Route path="/quality">
        <QualityServices />
      </Route>
      <Route path="/quality/:id/:part?">
        {({ id, part }) => <ServiceQualityPage key={id} serviceId={id} part={part ?? null} />}
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  )
}
