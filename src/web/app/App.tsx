import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { PageSkeleton } from '../components/PageSkeleton.tsx'
import { NotFoundPage } from '../pages/NotFoundPage.tsx'
import { ServicesPage } from '../pages/services/ServicesPage.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Shell } from './Shell.tsx'

const AccessPage = lazy(() => import('../pages/access/AccessPage.tsx').then((m) => ({ default: m.AccessPage })))
const CatalogPage = lazy(() => import('../pages/catalog/CatalogPage.tsx').then((m) => ({ default: m.CatalogPage })))
const ChangesPage = lazy(() => import('../pages/changes/ChangesPage.tsx').then((m) => ({ default: m.ChangesPage })))
const ClassificationsPage = lazy(() =>
  import('../pages/classifications/ClassificationsPage.tsx').then((m) => ({ default: m.ClassificationsPage })),
)
const ConnectPage = lazy(() => import('../pages/connect/ConnectPage.tsx').then((m) => ({ default: m.ConnectPage })))
const PastTestPage = lazy(() => import('../pages/tests/PastTestPage.tsx').then((m) => ({ default: m.PastTestPage })))
const LineagePage = lazy(() => import('../pages/lineage/LineagePage.tsx').then((m) => ({ default: m.LineagePage })))
const QualityPage = lazy(() => import('../pages/quality/QualityPage.tsx').then((m) => ({ default: m.QualityPage })))
const RunPage = lazy(() => import('../pages/runs/RunPage.tsx').then((m) => ({ default: m.RunPage })))
const RunsPage = lazy(() => import('../pages/runs/RunsPage.tsx').then((m) => ({ default: m.RunsPage })))
const UsagePage = lazy(() => import('../pages/usage/UsagePage.tsx').then((m) => ({ default: m.UsagePage })))
const SettingsPage = lazy(() => import('../pages/settings/SettingsPage.tsx').then((m) => ({ default: m.SettingsPage })))
const TestsPage = lazy(() => import('../pages/tests/TestsPage.tsx').then((m) => ({ default: m.TestsPage })))

/** A service's catalog keeps its tree while the reader walks through it. */
function pageKey(location: string): string {
  return location.startsWith('/catalog/') ? location.split('/', 3).join('/') : location
}

export function App() {
  const [location] = useLocation()
  return (
    <Shell>
      {/* Another address is another try. */}
      <ErrorBoundary key={pageKey(location)}>
        <Suspense fallback={<PageSkeleton />}>
          <Switch>
            <Route path="/">
              <Redirect to="/services" replace />
            </Route>
            <Route path="/services">
              <ServicesPage />
            </Route>
            <Route path="/services/new/:connector?">
              {(params) => <ConnectPage key="new" connectorId={params.connector ?? 'postgres'} serviceId={null} />}
            </Route>
            <Route path="/services/:id">
              {(params) => <ConnectPage key={params.id} connectorId={null} serviceId={params.id} />}
            </Route>
            <Route path="/services/:id/tests">{(params) => <TestsPage serviceId={params.id} />}</Route>
            <Route path="/services/:id/tests/:test">
              {(params) => <PastTestPage key={params.test} serviceId={params.id} testId={params.test} />}
            </Route>
            <Route path="/runs">
              <RunsPage />
            </Route>
            <Route path="/runs/:id">{(params) => <RunPage key={params.id} id={params.id} />}</Route>
            <Route path="/catalog/*?">
              <CatalogPage />
            </Route>
            <Route path="/changes/:service/:from/:to">
              {({ service, from, to }) => <ChangesPage serviceId={service} pair={{ from, to }} />}
            </Route>
            <Route path="/changes/:service">{(params) => <ChangesPage serviceId={params.service} pair={null} />}</Route>
            <Route path="/usage/*?">
              <UsagePage />
            </Route>
            <Route path="/quality/*?">
              <QualityPage />
            </Route>
            <Route path="/classifications">
              <ClassificationsPage />
            </Route>
            <Route path="/settings">
              <SettingsPage />
            </Route>
            <Route path="/lineage/:tab?">{(params) => <LineagePage tab={params.tab ?? 'relation'} />}</Route>
            <Route path="/access">
              <AccessPage />
            </Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  )
}
