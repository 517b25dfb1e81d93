import { useEffect, useState } from 'react'
import type { Run, RunProgress } from '../../../core/runs.ts'
import { ProgressBar } from '../../runs/ProgressBar.tsx'
import { durationWords, number, tookMs } from '../../runs/run-words.ts'
import classes from './RunPage.module.css'

type ExtractProgress = Extract<RunProgress, { kind: 'extract' }>

/** How far a run has come: counts as they are, a total only where it is known. */
export function RunProgressCard({ run }: { readonly run: Run }) {
  const now = useNow()
  const { progress, state } = run
  const words = state === 'queued' ? 'Waits for a worker' : progress === null ? 'Opening the connection' : null
  return (
    <section className={classes.card} aria-label="Progress">
      {progress?.kind === 'extract' ? (
        <ExtractNumbers progress={progress} />
      ) : progress?.kind === 'check' ? (
        <>
          <p className={classes.lead}>
            {number(progress.done)} of {number(progress.total)} checks
          </p>
          <ProgressBar label="Checks answered" done={progress.done} total={progress.total} />
        </>
      ) : progress?.kind === 'profile' ? (
        <>
          <p className={classes.lead}>
            {number(progress.done)} of {number(progress.total)} relations
          </p>
          <ProgressBar label="Relations profiled" done={progress.done} total={progress.total} />
          <dl className={classes.numbers}>
            <Fact name="Database" value={progress.database} mono />
            <Fact name="Relation" value={`${progress.schema}.${progress.relation}`} mono />
          </dl>
        </>
      ) : (
        <>
          <p className={classes.lead}>{words ?? (progress?.kind === 'test' ? progress.title : '')}</p>
          <ProgressBar label="Progress" done={0} total={null} />
        </>
      )}
      <p className={classes.facts}>
        {state === 'queued' && run.createdAt !== null && (
          <span>A service has one running run at a time; this one follows by itself.</span>
        )}
        {run.startedAt !== null && <span>{durationWords(tookMs(run, now) ?? 0)} so far</span>}
        <span>You can leave this page; the run goes on.</span>
      </p>
    </section>
  )
}

function ExtractNumbers({ progress }: { readonly progress: ExtractProgress }) {
  const { database, databasesDone, databasesTotal, objectsDone, objectsTotal } = progress
  const { objectsPerSecond, secondsLeft } = progress
  return (
    <>
      <p className={classes.lead}>
        {number(objectsDone)}
        {objectsTotal !== null && ` of ${number(objectsTotal)}`} objects
        {secondsLeft !== null && <span className={classes.left}>about {durationWords(secondsLeft * 1000)} left</span>}
      </p>
      <ProgressBar label="Objects read" done={objectsDone} total={objectsTotal} />
      <dl className={classes.numbers}>
        <Fact name="Database" value={database ?? '–'} mono />
        <Fact
          name="Databases done"
          value={`${number(databasesDone)}${databasesTotal === null ? '' : ` of ${number(databasesTotal)}`}`}
        />
        <Fact name="Objects a second" value={objectsPerSecond === null ? '–' : number(objectsPerSecond)} />
      </dl>
    </>
  )
}

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : undefined}>{value}</dd>
    </div>
  )
}

/** The time, once a second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
