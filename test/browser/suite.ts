import type { TestServer } from '../support/servers.ts'
import type { Stage } from './stage.ts'

export interface SuiteContext {
  readonly stage: () => Stage
  /** A Postgres with the database `orders`, which the role `reader` with the password `right` may open. */
  readonly server: () => TestServer
}

/** Declares tests that share one product, one browser and one server. */
export type Suite = (context: SuiteContext) => void
