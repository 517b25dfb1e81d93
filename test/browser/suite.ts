import type { TestServer } from '../support/servers.ts'
import type { Stage } from './stage.ts'

/** Distinct, so that it is noticed wherever it turns up. */
export const readerPassword = 'canary-of-the-reader'

export interface SuiteContext {
  readonly stage: () => Stage
  /** A Postgres with the database `orders`, which the role `reader` may open with {@link readerPassword}. */
  readonly server: () => TestServer
}

/** Declares tests that share one product, one browser and one server. */
export type Suite = (context: SuiteContext) => void
