import type { CheckFormat } from './check-format.ts'
import { dbtTests } from './dbt-tests.ts'
import { greatExpectations } from './great-expectations.ts'
import { openmetadataTests } from './openmetadata-tests.ts'

/** In the order of menus. */
export const checkFormats: readonly CheckFormat[] = [greatExpectations, dbtTests, openmetadataTests]
