import { useLocation } from 'wouter'
import type { TestReport } from '../../../core/connection.ts'
import type { PastTest } from '../../../core/past-tests.ts'
import { diffReports, type ReportDifference, type StageState } from '../../../core/report-difference.ts'
import { stageGroups, valueLabel, valueText } from '../../../core/report-difference-text.ts'
import { Notice } from '../../components/Notice.tsx'
import { SelectBox } from '../../components/TextBox.tsx'
import { TrendMark } from '../../components/TrendMark.tsx'
import { StatusIcon, stateWords } from '../../connection-test/StatusIcon.tsx'
import { usePastTest, usePastTests } from '../../hooks/use-past-tests.ts'
import classes from './TestsPage.module.css'
import { whenWords } from './test-words.ts'

interface Props {
  readonly serviceId: string
  readonly test: PastTest
  readonly report: TestReport
  /** The test it is compared with; null where there is none. */
  readonly against: string | null
}

/** What changed since another test, at first the one before. The choice stands in the address. */
export function TestChanges({ serviceId, test, report, against }: Props) {
  const [, navigate] = useLocation()
  const { tests = [] } = usePastTests(serviceId)
  const other = usePastTest(serviceId, against)
  if (against === null && tests.length < 2) return null
  const choices = tests.filter(({ id }) => id !== test.id)
  const chosen = other.data
  const isListed = choices.some(({ id }) => id === against)
  const difference = chosen === undefined ? null : diffReports(chosen.report, report)
  return (
    <section className={classes.changes} aria-labelledby="changes-title">
      <div className={classes.changesHead}>
        <h2 id="changes-title">What changed since</h2>
        <SelectBox
          aria-label="Compare with the test of"
          value={against ?? ''}
          onChange={(event) =>
            navigate(`/services/${serviceId}/tests/${test.id}?against=${event.currentTarget.value}`, { replace: true })
          }
        >
          {against === null && <option value="">choose a test</option>}
          {!isListed && chosen !== undefined && <option value={chosen.id}>{optionWords(chosen)}</option>}
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {optionWords(choice)}
            </option>
          ))}
        </SelectBox>
        {difference !== null && difference.direction !== 'same' && <TrendMark direction={difference.direction} />}
      </div>
      {other.error !== null && <Notice kind="bad">{other.error.message}</Notice>}
      {difference !== null && <DifferenceTable difference={difference} />}
    </section>
  )
}

const optionWords = (test: PastTest): string => `${whenWords(test)} · ${test.headline}`

function DifferenceTable({ difference: { settingsChanged, server, stages } }: { difference: ReportDifference }) {
  if (!settingsChanged && server.length + stages.length === 0) {
    return <p className={classes.nothing}>Nothing but the times.</p>
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables scroll, which has to work by keyboard too
    <section className={classes.changeTable} tabIndex={0} aria-label="Changes">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Then</th>
            <th scope="col">In this test</th>
          </tr>
        </thead>
        <tbody>
          {settingsChanged && (
            <tr>
              <th scope="row">Settings</th>
              <td data-label="Then">other ones</td>
              <td data-label="In this test">as tested here</td>
            </tr>
          )}
          {server.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{valueLabel(name)}</th>
              <td data-label="Then">{valueText(before)}</td>
              <td data-label="In this test">{valueText(after)}</td>
            </tr>
          ))}
          {stageGroups(stages).map(({ stages: [first, ...others], title }) =>
            first === undefined || others.length > 0 ? (
              <tr key={title}>
                <td colSpan={3}>{title}</td>
              </tr>
            ) : (
              <tr key={title}>
                <th scope="row">{first.title}</th>
                <StateCell label="Then" state={first.before} />
                <StateCell label="In this test" state={first.after} />
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  )
}

function StateCell({ label, state }: { readonly label: string; readonly state: StageState | null }) {
  if (state === null)
    return (
      <td className="dim" data-label={label}>
        not part of the test
      </td>
    )
  return (
    <td data-label={label}>
      <span className={classes.state}>
        <StatusIcon state={state.status} />
        <span>
          {stateWords[state.status]}
          {state.summary !== null && <span className="dim"> · {state.summary}</span>}
          {state.code !== null && (
            <span className="dim">
              {' '}
              · <code>{state.code}</code>
            </span>
          )}
        </span>
      </span>
    </td>
  )
}
