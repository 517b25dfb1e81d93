import { Button } from '@mantine/core'
import { Download, Lightbulb, ListChecks, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { ServiceDetail } from '../../../core/api.ts'
import { AppError } from '../../../core/error.ts'
import { attentionStates } from '../../../core/quality/checks/attention.ts'
import { checkSorts, type ServiceChecks } from '../../../core/quality-api.ts'
import { readCheckFile } from '../../api/quality.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { downloadText } from '../../components/download.ts'
import { Notice } from '../../components/Notice.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useChecks, useImportChecks } from '../../hooks/use-checks.ts'
import { readOrder, useListQuery, writeOrder } from '../../hooks/use-list-query.ts'
import { CheckList } from '../../quality/checks/CheckList.tsx'
import { readFilter } from '../../quality/checks/check-filter.ts'
import { attentionWords, StateSelect } from '../../quality/checks/StateSelect.tsx'
import { Suggestions } from '../../quality/checks/Suggestions.tsx'
import { ListFilter } from '../../quality/ListFilter.tsx'
import { RunHere } from '../../quality/RunHere.tsx'
import { counted, number } from '../../runs/run-words.ts'
import { ScheduleHere } from '../../schedules/ScheduleHere.tsx'
import classes from './QualityPage.module.css'

const nothing = { counts: { failed: 0, error: 0, warning: 0, waiting: 0, passed: 0 }, matching: 0 }

/** All checks of a service, those first that somebody has to look at. */
export function ChecksPart({ service }: { readonly service: ServiceDetail }) {
  const [suggesting, setSuggesting] = useState(false)
  const [query, change] = useListQuery()
  const order = readOrder(query, checkSorts)
  const filter = readFilter(query, order)
  const found = useChecks(service.id, filter)
  if (found.data === undefined) return <NotThereYet query={found} />
  const { counts, matching } = found.data.pages.at(-1) ?? nothing
  const total = attentionStates.reduce((sum, state) => sum + counts[state], 0)
  const isFirst = total === 0
  return (
    <>
      {isFirst && (
        <p className={classes.nothing}>
          Nothing is expected of {service.name} yet. Take over suggestions from constraints and profiles, import the
          file that <code>patchbay check</code> reads, or add a check on a relation’s page in{' '}
          <Link to={`/catalog/${service.id}`}>the catalog</Link>.
        </p>
      )}
      <div className={classes.bar}>
        {!isFirst && (
          <RunHere
            serviceId={service.id}
            kind="check"
            relations={null}
            primary={false}
            icon={<ListChecks size={14} aria-hidden="true" />}
          >
            Check everything now
          </RunHere>
        )}
        <Button
          variant={isFirst ? 'filled' : 'default'}
          leftSection={<Lightbulb size={14} aria-hidden="true" />}
          onClick={() => setSuggesting(true)}
        >
          Suggest checks
        </Button>
        <Files serviceId={service.id} name={service.name} count={total} />
        <ScheduleHere service={service} kind="check" />
      </div>
      {!isFirst && (
        <>
          <Counts counts={counts} />
          <ListFilter
            label="Search checks"
            words={query.get('q') ?? ''}
            onWords={(q) => change({ q })}
            count={
              filter.words.length + filter.states.length === 0
                ? counted(total, 'check')
                : `${number(matching)} of ${counted(total, 'check')}`
            }
          >
            <StateSelect value={filter.states[0] ?? ''} onChoose={(state) => change({ state })} />
          </ListFilter>
          {matching === 0 ? (
            <p className={classes.nothing}>
              No check is like this. <Link to={`/quality/${service.id}/checks`}>Show all</Link>
            </p>
          ) : (
            <CheckList
              serviceId={service.id}
              found={found}
              order={order}
              onSort={(next) => change(writeOrder(next))}
              columns={null}
            />
          )}
        </>
      )}
      <Suggestions serviceId={service.id} place={null} opened={suggesting} onClose={() => setSuggesting(false)} />
    </>
  )
}

function Counts({ counts }: Pick<ServiceChecks, 'counts'>) {
  return (
    <dl className={classes.facts}>
      {attentionStates.map((state) => (
        <div key={state}>
          <dt>{attentionWords[state]}</dt>
          <dd>{number(counts[state])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The checks as the YAML file that the command reads, in both directions. */
function Files({ serviceId, name, count }: { serviceId: string; name: string; count: number }) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const replace = useImportChecks(serviceId)
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    currentTarget.value = ''
    if (file === undefined) return
    const read = await file.text()
    if (count === 0) replace.mutate(read)
    else setText(read)
  }
  const save = () =>
    readCheckFile(serviceId).then(
      (file) => downloadText(`${name}.checks.yaml`, 'application/yaml', file.text),
      (error: Error) => setProblem(error.message),
    )
  const refused = replace.error === null ? problem : wordsOf(replace.error)
  return (
    <>
      {count > 0 && (
        <Button variant="default" leftSection={<Download size={14} aria-hidden="true" />} onClick={save}>
          Save as YAML
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<Upload size={14} aria-hidden="true" />}
        loading={replace.isPending}
        onClick={() => input.current?.click()}
      >
        Import YAML
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="File of checks"
        onChange={take}
      />
      {refused !== null && (
        <Notice kind="bad">
          <span className={classes.lines}>{refused}</span>
        </Notice>
      )}
      <ConfirmDialog
        opened={text !== null}
        title="Replace the checks?"
        confirm="Replace"
        cancel="Keep"
        destructive
        onConfirm={() => {
          if (text !== null) replace.mutate(text)
          setText(null)
        }}
        onCancel={() => setText(null)}
      >
        <p>
          The file’s checks take the place of {counted(count, 'check')}. Results stay where an id stays; the others go
          with their checks.
        </p>
      </ConfirmDialog>
    </>
  )
}

const wordsOf = (error: Error): string =>
  error instanceof AppError && error.details !== null ? `${error.message}\n${error.details}` : error.message
