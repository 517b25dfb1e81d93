import { access } from './access.suite.ts'
import { accessibility } from './accessibility.suite.ts'
import { certificate } from './certificate.suite.ts'
import { foreignConnector } from './foreign-connector.suite.ts'
import { pastTests } from './past-tests.suite.ts'
import { perform } from './perform.ts'

perform({ accessibility, access, certificate, foreignConnector, pastTests })
