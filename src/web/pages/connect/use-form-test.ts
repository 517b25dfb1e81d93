import { useCallback, useRef, useState } from 'react'
import type { ConnectorDetail, ServiceDetail } from '../../../core/api.ts'
import type { JsonObject } from '../../../core/json.ts'
import { finishedRun } from '../../connection-test/test-run.ts'
import { useConnectionTest } from '../../connection-test/use-connection-test.ts'
import { sameJson } from '../../form/form-value.ts'
import { useAfterTest } from './use-after-test.ts'
import type { ConnectHelp } from './use-connect-help.ts'
import type { Problems } from './use-problems.ts'

interface Options {
  readonly connector: ConnectorDetail
  readonly service: ServiceDetail | null
  readonly settings: JsonObject
  readonly problems: Problems
  readonly help: ConnectHelp
}

/** The connection test of the form as it stands; at first the newest one that was stored for the service. */
export function useFormTest({ connector, service, settings, problems, help }: Options) {
  const [stored] = useState(() =>
    service === null || service.lastTest === null ? null : finishedRun(service.lastTest, service.settings),
  )
  const test = useConnectionTest(stored)
  const [testedHere, setTestedHere] = useState(false)
  const afterTest = useAfterTest({ problems, help })
  // The newest settings, also for a test that a key starts right after the last keystroke.
  const latest = useRef(settings)
  latest.current = settings

  const startTest = useCallback(async () => {
    if (!connector.testable) return
    problems.showAll()
    setTestedHere(true)
    const mayMove = afterTest.begin()
    const run = await test.start({
      connector: connector.id,
      settings: latest.current,
      ...(service === null ? {} : { serviceId: service.id }),
    })
    if (run !== null) afterTest.finish(run, mayMove)
  }, [connector, service, problems.showAll, test.start, afterTest.begin, afterTest.finish])

  const stale = test.run !== null && test.run.phase !== 'running' && !sameJson(test.run.settings, settings)
  return { test, testedHere, stale, startTest }
}
